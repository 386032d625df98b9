package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishReaderTest {
    private static final PromptReader READER = TestLibrary.reader();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', maxCharsPerColumn = 1000, textBlock = """
            A cute baby sea otter                              = otter(baby cute)
            A cute baby sea otter wearing a beret              = otter(baby cute) [wears womans-hat]
            a red apple and two green pears on a wooden table next to a blue vase = red-apple + 2x pear(green) + amphora(blue) | 0 beside 2, 1 beside 2 | in table #wooden
            a dog wearing a red hat and a cat with sunglasses  = dog [wears top-hat(red)] + cat [wears sunglasses]
            three penguins holding balloons under a rainbow at night = 3x penguin [holds ~3x balloon] + rainbow | 0 under 1 | in night
            an astronaut riding a horse on the moon, photorealistic = astronaut + horse | 0 riding 1 | in moon | photo
            a cat without a hat                                = cat | no hat
            a bowl of soup                                     = pot-of-food
            portrait of an old man with a beard                = old-man | portrait
            """)
    void readsTheFoundingPrompts(String prompt, String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(idea);
    }
}
