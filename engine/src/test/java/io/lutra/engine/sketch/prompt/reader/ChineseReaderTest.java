package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChineseReaderTest {
    private static final PromptReader READER = TestLibrary.reader();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            两只红色的猫在草地上 = 2x cat(red) | in meadow
            一只戴着帽子的可爱小水獭 = otter(baby cute) [wears top-hat]
            一只可爱的小海獭 = otter(baby cute)
            一个宇航员在月球上骑马 = astronaut + horse | 0 riding 1 | in moon
            三只企鹅拿着气球站在雪地里 = 3x penguin [holds balloon] | in snow
            一只橘猫坐在沙发上看书 = cat(ginger) [holds open-book] + couch-and-lamp | 0 on 1
            桌子上有一个红苹果和两个绿色的梨 = red-apple + 2x pear(green) | in table
            一只狗在猫的旁边 = dog + cat | 0 beside 1
            戴着红色贝雷帽的狐狸，水彩画 = fox [wears womans-hat(red)] | watercolor
            森林里的独角兽，彩虹，梦幻 = unicorn + rainbow | in forest | dreamy
            夜晚的城市街道，下雨，霓虹灯，赛博朋克 = in city night rain | neon
            没有人的海滩，日落 = in beach sunset | no 人
            一条龙飞过城堡上空 = dragon + castle | 0 above 1
            穿着红裙子的女孩抱着一只白色的兔子 = woman-standing [wears dress(red)] [holds rabbit-face(white)]
            蓝色背景上的一朵向日葵 = sunflower | in plain #blue
            一只熊猫在竹林里吃竹子 = panda [holds pine-decoration] | in forest
            左边是一只狗，右边是一只猫 = dog @left + cat @right
            老爷爷在钓鱼 = old-man [holds fishing-pole]
            一群鸟在天空中飞 = ~5x bird(flying) | in sky
            猫咪宇航员漂浮在太空中，背景是地球 = astronaut + globe-showing-europe-africa | in space
            """)
    void readsWhatStandsBeforeAndAfterTheNoun(String prompt, String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(idea);
    }
}
