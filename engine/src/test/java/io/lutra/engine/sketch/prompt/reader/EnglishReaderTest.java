package io.lutra.engine.sketch.prompt.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.lutra.engine.sketch.prompt.Idea;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishReaderTest {
    private static final PromptReader READER = TestLibrary.reader();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            A cute baby sea otter                                                 = otter(baby cute)
            A cute baby sea otter wearing a beret                                 = otter(baby cute) [wears womans-hat]
            a red apple and two green pears on a wooden table next to a blue vase = red-apple + 2x pear(green) + amphora(blue) | 0 beside 2, 1 beside 2 | in table #wooden
            a dog wearing a red hat and a cat with sunglasses                     = dog [wears top-hat(red)] + cat [wears sunglasses]
            three penguins holding balloons under a rainbow at night              = 3x penguin [holds ~3x balloon] + rainbow | 0 under 1 | in night
            an astronaut riding a horse on the moon, photorealistic               = astronaut + horse | 0 riding 1 | in moon | photo
            a cat without a hat                                                   = cat | no hat
            a bowl of soup                                                        = pot-of-food
            portrait of an old man with a beard                                   = old-man | portrait
            """)
    void readsTheFoundingPrompts(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            an orange and a banana             = tangerine + banana
            a fish tank                        = in underwater
            a rose in a glass vase             = rose + amphora(glass) | 0 inside 1
            a girl reading a book under a tree = girl [holds open-book] + deciduous-tree | 0 under 1
            a robot painting a picture         = robot [holds artist-palette]
            a pirate ship in a stormy sea      = sailboat | in sea storm
            a few birds flying over the sea    = ~3x bird(flying) | in sea
            a woman in a red dress             = woman-dancing
            a scientist cat in a laboratory    = cat [wears goggles] [holds test-tube] | in laboratory
            hot air balloon over mountains     = balloon(large) | in mountains
            """)
    void tellsWordsOfTwoSensesByContext(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            a knight fighting a dragon in front of a castle                            = person [wears military-helmet] [holds shield] [holds dagger] + dragon + castle | 0 touching 1, 0 in-front-of 2
            a puppy and a kitten playing with a ball of yarn                           = dog-face(baby happy) + cat-face(baby happy) [holds yarn]
            a cat chasing a mouse                                                      = cat(running) + mouse-face | 0 chasing 1
            on the left a frog, on the right a duck                                    = frog @left + duck @right
            a tiny mouse next to a huge elephant                                       = mouse-face(tiny) + elephant(huge) | 0 beside 1
            a polar bear on a skateboard wearing headphones                            = polar-bear [wears headphone] + skateboard | 0 on 1
            a cat and a dog, both wearing sunglasses, sitting on a beach under a palm tree at sunset = cat(sitting) [wears sunglasses] + dog(sitting) [wears sunglasses] + palm-tree | 0 under 2, 1 under 2 | in beach sunset
            a hand-drawn sailboat circled by birds on the sea at sunrise               = sailboat + ~3x bird | 1 around 0 | in sea sunrise | pencil
            a hamburger with fries and a cola on a plate                               = hamburger + french-fries + cup-with-straw | 0 with 1 | in table
            a gift box with a golden ribbon under a christmas tree                     = wrapped-gift + christmas-tree | 0 under 1
            a bouquet of pink tulips in a vase on a windowsill                         = ~5x tulip(pink) + amphora | 0 inside 1 | in room
            a mermaid playing a harp under the sea, surrounded by colorful fish        = mermaid(happy) [holds harp] + fish(red yellow green blue) | 1 around 0 | in underwater
            people with umbrellas                                                      = busts-in-silhouette [holds ~3x umbrella]
            a cat dressed as a pirate                                                  = cat [wears top-hat] [holds dagger]
            The cat is black. It is wearing a red bow tie. It sits on a purple cushion. = cat(black sitting) [wears ribbon(red)]
            """)
    void tiesPhrasesAsTheGrammarSays(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            a beach at sunset, no people                                               = in beach sunset | no person
            a snowman without a scarf                                                  = snowman | no scarf
            no dogs, just cats                                                         = ~3x cat | no dog
            There are no cats in this picture, just a small brown dog looking at a butterfly. = dog(brown small) + butterfly | 0 facing 1 | no cat
            """)
    void excludesWhatIsDenied(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            cat, orange, fluffy, sitting, best quality, masterpiece, 4k                = cat(orange fluffy sitting)
            (masterpiece:1.2), best quality, 1girl, blue dress, holding umbrella, rain <lora:foo:0.8> = woman-standing [wears dress(blue)] [holds umbrella] | in rain
            a dragon flying over a castle, epic fantasy art, highly detailed, trending on artstation, 8k, by greg rutkowski = dragon(flying) + castle | 0 above 1 | cartoon | epic
            seamless pattern of strawberries                                           = ~3x strawberry | pattern
            a sign that says "hello world"                                             = placard | "hello world"
            """)
    void readsListsOfKeywords(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            an okapi next to a recliner = giraffe + chair | 0 beside 1
            dachshund in a hot dog bun  = dog + hot-dog | 0 inside 1
            a sparrow on an oak branch  = bird + deciduous-tree | 0 on 1
            a yacht in a harbour        = sailboat | in sea
            """)
    void knowsKindsOfThings(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 1000, emptyValue = "", textBlock = """
            asdf qwer zxcv      =
            the meaning of life =
            democracy           =
            """)
    void understandsNothingOfNonsense(String prompt, @Nullable String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(Objects.requireNonNullElse(idea, ""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', quoteCharacter = '`', maxCharsPerColumn = 2000, textBlock = """
            In a serene meadow bathed in the golden light of the setting sun, a majestic white horse stands beside a crystal clear lake, its mane flowing gently in the breeze. Wildflowers of every color bloom around it, and in the distance snow capped mountains rise against a sky painted in hues of orange, pink and purple. The atmosphere is peaceful and dreamy, with soft rays of light filtering through the clouds. Highly detailed digital painting, in the style of Thomas Kinkade, trending on artstation, 8k resolution, masterpiece, cinematic composition = horse(white standing) | in meadow sunset wind #glass #orange #pink #purple | oil cartoon | calm dreamy epic
            A whimsical scene of a tiny hedgehog sitting at a wooden desk, wearing round glasses and a green sweater, writing a letter by candlelight. The room is filled with old books, a globe and a sleeping cat. Outside the window, snow is falling gently. The warm light of the candle casts long shadows on the walls. Illustration in the style of Beatrix Potter, soft watercolor, muted colors, highly detailed. = hedgehog(tiny sitting) [wears glasses(round)] [wears t-shirt(green)] [holds envelope] + ~3x open-book + globe-showing-europe-africa + cat(sleeping) + window + candle | in table #wooden | cartoon watercolor | cheerful cosy
            A bustling futuristic city at night with towering skyscrapers covered in neon signs, flying cars zooming between buildings, and crowds of people with umbrellas walking through rain-soaked streets. Reflections shimmer on the wet pavement. Cyberpunk aesthetic, cinematic, wide angle. = ~3x automobile(flying) + ~3x house-with-garden + ~9x person(running) [holds ~3x umbrella] | 0 between 1, 0 between 2 | in city night rain | neon | epic | wide
            Create an image of a golden retriever puppy sitting in a field of sunflowers on a sunny summer day. The puppy has a blue bandana around its neck and is looking up at a monarch butterfly. The sky is clear and blue with a few fluffy clouds. = dog-face(baby sitting) [wears scarf(blue)] + ~9x sunflower + butterfly | 0 between 1, 0 facing 2 | in meadow day clear
            """)
    void staysWithTheSubjectsOfLongPrompts(String prompt, String idea) {
        assertThat(Notation.of(READER.read(prompt))).isEqualTo(idea);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a snowy mountain village at night | MOUNTAINS HOUSES | WINTER",
                "an autumn forest path | PATH WOODS | AUTUMN",
                "northern lights over a lake | AURORA LAKE | UNSAID",
                "a waterfall in the jungle | TROPICS WATERFALL | UNSAID",
                "a meadow without mountains | '' | UNSAID",
                "一座雪山和一条河 | MOUNTAINS RIVER | UNSAID"
            })
    void noticesWhatElseAPlaceHas(String prompt, String features, String season) {
        var backdrop = READER.read(prompt).backdrop();

        assertThat(backdrop.features())
                .extracting(Enum::name)
                .containsExactlyInAnyOrder(features.isEmpty() ? new String[0] : features.split(" "));
        assertThat(backdrop.season().name()).isEqualTo(season);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a castle under a blue sky | DAY",
                "a blue sky with balloons at sunset | SUNSET",
                "a haunted house | NIGHT",
                "a wolf under a full moon | NIGHT",
                "a city without full moon | UNSAID",
                "a castle | UNSAID",
                "蓝天下的城堡 | DAY"
            })
    void hearsAnHourInWordsThatHintAtIt(String prompt, String time) {
        assertThat(READER.read(prompt).backdrop().time().name()).isEqualTo(time);
    }

    @Test
    void givesPeopleTheirHair() {
        assertThat(READER.read("a woman with long red hair").subjects())
                .singleElement()
                .satisfies(
                        subject -> assertThat(subject.thing().best().concept()).isEqualTo("woman-red-hair"));
    }

    @Test
    void framesALogoAsAnEmblem() {
        assertThat(READER.read("a minimalist logo of a fox").framing()).isEqualTo(Idea.Framing.EMBLEM);
    }

    @Test
    void showsWhatIsOnABadgeAndNoBadgeBesides() {
        var idea = READER.read("a mountain badge logo");

        assertThat(idea.framing()).isEqualTo(Idea.Framing.EMBLEM);
        assertThat(idea.subjects()).isEmpty();
    }

    @Test
    void keepsThePersonWhoHasTheHair() {
        assertThat(READER.read("a girl with blond hair and a dog").subjects()).hasSize(2);
    }
}
