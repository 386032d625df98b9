package io.lutra.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lutra.api.error.ApiError;
import io.lutra.api.error.ApiException;
import io.lutra.api.request.Options.Background;
import io.lutra.api.request.Options.Encoding;
import io.lutra.api.request.Options.Format;
import io.lutra.api.request.Options.Quality;
import io.lutra.api.request.Options.ResponseFormat;
import io.lutra.api.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final ModelLimits LIMITS = new ModelLimits(512, 64, 2048, 1, 50, true, true, true, true);
    private static final ModelLimits CHOICES = new ModelLimits(
            512,
            64,
            2048,
            1,
            50,
            true,
            true,
            true,
            true,
            new ModelLimits.Recipe(List.of("ddim", "euler"), true, List.of("ink", "oil"), 3, true));
    private static final ModelLimits SKETCH = new ModelLimits(512, 64, 1024, 1, 1, false, false, true, false);

    @Test
    void fillsInTheFoundingDefaults() {
        var options = read("{'prompt':'otter'}").options();

        assertThat(options.count()).isEqualTo(1);
        assertThat(options.size()).isEqualTo(Size.square(1024));
        assertThat(options.responseFormat()).isEqualTo(ResponseFormat.URL);
        assertThat(options.encoding()).isEqualTo(new Encoding(Format.PNG, 100));
        assertThat(options.streaming().on()).isFalse();
        assertThat(options.tuning().seed()).isNull();
        assertThat(options.user()).isEmpty();
        assertThat(options.ignored()).isEmpty();
    }

    @Test
    void takesNullForAbsent() {
        var options = read("{'prompt':'otter','n':null,'size':null,'response_format':null,'model':null,'seed':null}")
                .options();

        assertThat(options).isEqualTo(read("{'prompt':'otter'}").options());
    }

    @Test
    void readsEveryParameterOfTheFoundingContractAndOurs() {
        var request = read(
                "{'prompt':'otter','n':10,'size':'256x256','response_format':'b64_json','user':'u-1',"
                        + "'seed':9007199254740991,'steps':50,'guidance_scale':7.5,'negative_prompt':'hat','model':'dall-e-2'}");

        var options = request.options();
        assertThat(options.count()).isEqualTo(10);
        assertThat(options.size()).isEqualTo(Size.square(256));
        assertThat(options.responseFormat()).isEqualTo(ResponseFormat.B64_JSON);
        assertThat(options.user()).isEqualTo("u-1");
        assertThat(options.tuning()).isEqualTo(new Options.Tuning((1L << 53) - 1, 50, 7.5, "hat", Options.Recipe.OWN));
        assertThat(options.ignored()).isEmpty();
    }

    @Test
    void readsTheWayToDrawOfAModelThatLeavesAChoice() {
        var body =
                "{'prompt':'x','scheduler':'euler','clip_skip':2,'loras':[{'name':'ink','weight':0.5},{'name':'oil'}],"
                        + "'cache':'fast'}";

        var options = read(Profile.L, body, CHOICES, true).options();

        assertThat(options.tuning().recipe())
                .isEqualTo(new Options.Recipe(
                        "euler",
                        2,
                        List.of(new Options.LoraUse("ink", 0.5), new Options.LoraUse("oil", 1)),
                        Options.Cache.FAST));
        assertThat(options.ignored()).isEmpty();
    }

    @Test
    void namesTheWayToDrawAsIgnoredWhereTheModelLeavesNoChoice() {
        var body = "{'prompt':'x','scheduler':'dream','clip_skip':200,'loras':[{'name':'ink'}],'cache':'dream'}";

        var options = read(Profile.L, body, SKETCH, true).options();

        assertThat(options.tuning().recipe()).isEqualTo(Options.Recipe.OWN);
        assertThat(options.ignored()).containsExactly("scheduler", "clip_skip", "loras", "cache");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scheduler':'dream' | scheduler | invalid_value | 'ddim' and 'euler'",
                "'scheduler':7 | scheduler | invalid_type | expected a string",
                "'clip_skip':4 | clip_skip | integer_above_max_value | <= 3",
                "'loras':{} | loras | invalid_type | expected an array",
                "'loras':['ink'] | loras[0] | invalid_type | an object",
                "'loras':[{'name':'ink'},{'name':'dream'}] | loras[1].name | invalid_value | 'ink' and 'oil'",
                "'loras':[{'name':'ink'},{'name':'ink'}] | loras[1].name | invalid_value | named twice",
                "'loras':[{'name':'ink','weight':11}] | loras[0].weight | decimal_above_max_value | <= 10",
                "'loras':[{'name':'ink','weight':'1'}] | loras[0].weight | invalid_type | a decimal number",
                "'cache':'faster' | cache | invalid_value | 'fast' and 'off'",
                "'cache':true | cache | invalid_type | expected a string"
            })
    void refusesAWayToDrawThatTheModelDoesNotHave(String member, String param, String code, String message) {
        var error = catchThrowableOfType(
                        ApiException.class, () -> read(Profile.L, "{'prompt':'x'," + member + "}", CHOICES, false))
                .error();

        assertThat(error.param()).isEqualTo(param);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).contains(message);
    }

    @Test
    void countsCodePointsNotUnitsOrBytes() {
        assertThat(read("{'prompt':'" + "🦦".repeat(1000) + "'}").prompt()).hasSize(2000);

        var error = error(Profile.L, "{'prompt':'" + "🦦".repeat(1001) + "'}");

        assertThat(error.message()).contains("maximum length 1000").contains("length 1001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "L | {'prompt':'x','n':11} | n | integer_above_max_value | <= 10, but got 11",
                "L | {'prompt':'x','n':0} | n | integer_below_min_value | >= 1, but got 0",
                "L | {'prompt':'x','n':-1} | n | integer_below_min_value | but got -1",
                "L | {'prompt':'x','n':99999999999999999999999} | n | integer_above_max_value | <= 10",
                "L | {'prompt':'x','n':1e400} | n | integer_above_max_value | <= 10",
                "L | {'prompt':'x','n':'2'} | n | invalid_type | expected an integer, but got a string",
                "L | {'prompt':'x','n':1.5} | n | invalid_type | but got a decimal number",
                "L | {'prompt':'x','n':true} | n | invalid_type | but got a boolean",
                "L | {'prompt':'x','n':[1]} | n | invalid_type | but got an array",
                "L | {'prompt':'x','n':{}} | n | invalid_type | but got an object",
                "L | {} | prompt | missing_required_parameter | 'prompt'",
                "L | {'prompt':null} | prompt | missing_required_parameter | 'prompt'",
                "L | {'prompt':''} | prompt | empty_string | minimum length 1",
                "L | {'prompt':7} | prompt | invalid_type | expected a string, but got an integer",
                "L | {'prompt':['x']} | prompt | invalid_type | but got an array",
                "L | {'prompt':'x','size':'1536x1024'} | size | invalid_value | '256x256', '512x512', and '1024x1024'",
                "L | {'prompt':'x','size':'1024X1024'} | size | invalid_value | '1024X1024'",
                "L | {'prompt':'x','size':'auto'} | size | invalid_value | 'auto'",
                "L | {'prompt':'x','size':''} | size | invalid_value | Supported values",
                "L | {'prompt':'x','size':512} | size | invalid_type | expected a string",
                "L | {'prompt':'x','response_format':'png'} | response_format | invalid_value | 'url' and 'b64_json'",
                "L | {'prompt':'x','response_format':{'type':'url'}} | response_format | invalid_type | but got an object",
                "L | {'prompt':'x','user':null} | user | invalid_type | but got null",
                "L | {'prompt':'x','user':5} | user | invalid_type | expected a string",
                "L | {'prompt':'x','seed':-1} | seed | integer_below_min_value | >= 0",
                "L | {'prompt':'x','seed':9007199254740992} | seed | integer_above_max_value | <= 9007199254740991",
                "L | {'prompt':'x','seed':'7'} | seed | invalid_type | expected an integer",
                "L | {'prompt':'x','steps':0} | steps | integer_below_min_value | >= 1",
                "L | {'prompt':'x','steps':51} | steps | integer_above_max_value | <= 50",
                "L | {'prompt':'x','guidance_scale':-0.5} | guidance_scale | decimal_below_min_value | >= 0, but got -0.5",
                "L | {'prompt':'x','guidance_scale':101} | guidance_scale | decimal_above_max_value | <= 100, but got 101",
                "L | {'prompt':'x','guidance_scale':1e999} | guidance_scale | decimal_above_max_value | <= 100",
                "L | {'prompt':'x','guidance_scale':'a lot'} | guidance_scale | invalid_type | expected a decimal number",
                "L | {'prompt':'x','negative_prompt':5} | negative_prompt | invalid_type | expected a string",
                "L | {'prompt':'x','stream':'yes'} | stream | invalid_type | expected a boolean",
                "L | {'prompt':'x','partial_images':4} | partial_images | integer_above_max_value | <= 3",
                "L | {'prompt':'x','model':5} | model | invalid_type | expected a string",
                "D3 | {'prompt':'x','n':2} | n | integer_above_max_value | <= 1, but got 2",
                "D3 | {'prompt':'x','size':'512x512'} | size | invalid_value | '1024x1024', '1792x1024', and '1024x1792'",
                "D3 | {'prompt':'x','quality':'high'} | quality | invalid_value | 'standard' and 'hd'",
                "D3 | {'prompt':'x','style':'loud'} | style | invalid_value | 'vivid' and 'natural'",
                "G | {'prompt':'x','response_format':'b64_json'} | response_format | unknown_parameter | Unknown parameter: 'response_format'.",
                "G | {'prompt':'x','size':'1000x1000'} | size | invalid_value | divisible by 16",
                "G | {'prompt':'x','size':'1600x400'} | size | invalid_value | ratio",
                "G | {'prompt':'x','size':'2064x2064'} | size | invalid_size | not supported by this model",
                "G | {'prompt':'x','quality':'standard'} | quality | invalid_value | 'low', 'medium', 'high'",
                "G | {'prompt':'x','background':'blue'} | background | invalid_value | 'auto', 'opaque', and 'transparent'",
                "G | {'prompt':'x','background':'transparent','output_format':'jpeg'} | background | invalid_value | JPEG",
                "G | {'prompt':'x','output_format':'gif'} | output_format | invalid_value | 'png', 'jpeg', and 'webp'",
                "G | {'prompt':'x','output_compression':50} | output_compression | invalid_value | PNG",
                "G | {'prompt':'x','output_format':'jpeg','output_compression':101} | output_compression | integer_above_max_value | <= 100",
                "G | {'prompt':'x','moderation':'none'} | moderation | invalid_value | 'low' and 'auto'",
                "X | {'prompt':'x','size':'63x64'} | size | invalid_size | 64 to 2048",
                "X | {'prompt':'x','size':'0x64'} | size | invalid_value | WIDTHxHEIGHT",
                "X | {'prompt':'x','size':'99999x99999'} | size | invalid_size | 64 to 2048",
                "X | {'prompt':'x','size':'999999999999x64'} | size | invalid_value | WIDTHxHEIGHT",
            })
    void refuses(Profile profile, String body, String param, String code, String message) {
        var error = error(profile, body);

        assertThat(error.kind()).isEqualTo(ApiError.Kind.INVALID);
        assertThat(error.type()).isEqualTo("invalid_request_error");
        assertThat(error.param()).isEqualTo(param);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"L,1000", "D3,4000", "G,32000", "X,32000"})
    void limitsThePromptByProfile(Profile profile, int limit) {
        assertThat(read(profile, "{'prompt':'" + "y".repeat(limit) + "'}").prompt())
                .hasSize(limit);
        assertThat(error(profile, "{'prompt':'" + "y".repeat(limit + 1) + "'}").code())
                .isEqualTo("string_above_max_length");
        assertThat(error(profile, "{'prompt':'y','negative_prompt':'" + "y".repeat(limit + 1) + "'}")
                        .param())
                .isEqualTo("negative_prompt");
    }

    @Test
    void reportsTypesBeforeRanges() {
        assertThat(error(Profile.L, "{'prompt':'','n':99,'size':5}").param()).isEqualTo("size");
    }

    @Test
    void namesWhatItIgnoresInTheOrderItCame() {
        var options = read("{'zebra':1,'prompt':'x','style':'vivid','quality':{'a':1},'n':1,'background':'blue'}")
                .options();

        assertThat(options.ignored()).containsExactly("zebra", "style", "quality", "background");
    }

    @Test
    void namesWhatTheModelHasNoUseFor() {
        var body =
                "{'prompt':'x','steps':1,'guidance_scale':3,'negative_prompt':'y','quality':'high','style':'natural'}";

        assertThat(read(Profile.X, body, SKETCH, false).options().ignored())
                .containsExactly("steps", "guidance_scale", "quality", "style");
        assertThat(read(Profile.X, body, LIMITS, false).options().ignored())
                .as("steps go before quality")
                .containsExactly("quality", "style");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quality", "style", "background", "moderation", "output_format", "foo"})
    void refusesWhatTheProfileDoesNotHaveWhenStrict(String name) {
        var body = "{'prompt':'x','" + name + "':'vivid'}";

        var error = catchThrowableOfType(ApiException.class, () -> read(Profile.L, body, LIMITS, true))
                .error();

        assertThat(error.message()).isEqualTo("Unknown parameter: '" + name + "'.");
        assertThat(error.param()).isEqualTo(name);
        assertThat(error.code()).isEqualTo("unknown_parameter");
    }

    @Test
    void takesOurOwnParametersAlsoWhenStrict() {
        var body = "{'prompt':'x','seed':1,'steps':2,'guidance_scale':3,'negative_prompt':'y','stream':true}";

        assertThat(read(Profile.L, body, LIMITS, true).options().tuning().seed())
                .isEqualTo(1);
    }

    @Test
    void readsTheLaterProfiles() {
        var hosted = read(
                        Profile.G,
                        "{'prompt':'x','n':3,'size':'1536x1024','quality':'low','background':'transparent','output_format':"
                                + "'webp','output_compression':70,'stream':true,'partial_images':2,'user':'a',"
                                + "'safety_identifier':'b','moderation':'low'}")
                .options();

        assertThat(hosted.size()).isEqualTo(new Size(1536, 1024));
        assertThat(hosted.quality()).isEqualTo(Quality.LOW);
        assertThat(hosted.background()).isEqualTo(Background.TRANSPARENT);
        assertThat(hosted.encoding()).isEqualTo(new Encoding(Format.WEBP, 70));
        assertThat(hosted.streaming()).isEqualTo(new Options.Streaming(true, 2));
        assertThat(hosted.user()).isEqualTo("b");
        assertThat(hosted.responseFormat()).isEqualTo(ResponseFormat.B64_JSON);
        assertThat(hosted.ignored()).containsExactly("moderation");
        assertThat(read(Profile.X, "{'prompt':'x','size':'auto'}").options().size())
                .isEqualTo(Size.square(512));
        assertThat(read(Profile.X, "{'prompt':'x','size':'100x203'}").options().size())
                .isEqualTo(new Size(100, 203));
    }

    @Test
    void refusesATransparentBackgroundThatTheModelCannotDraw() {
        var error = catchThrowableOfType(
                        ApiException.class,
                        () -> read(Profile.G, "{'prompt':'x','background':'transparent'}", SKETCH, false))
                .error();

        assertThat(error.param()).isEqualTo("background");
    }

    @Test
    void mendsHalfCharacters() {
        assertThat(read("{'prompt':'an otter \\ud83e'}").prompt()).isEqualTo("an otter \uFFFD");
    }

    @ParameterizedTest
    @CsvSource({
        "'',L",
        "dall-e-2,L",
        "dall-e-3,D3",
        "gpt-image-1,G",
        "gpt-image-1-mini,G",
        "gpt-image-2.5-flare,G",
        "chatgpt-image-latest,G",
        "lutra-sketch,X",
        "gpt-4,X"
    })
    void theNameThatTheClientUsedChoosesTheProfile(String model, Profile profile) {
        assertThat(Profile.of(model)).isEqualTo(profile);
    }

    private static GenerationRequest read(String body) {
        return read(Profile.L, body);
    }

    private static GenerationRequest read(Profile profile, String body) {
        return read(profile, body, LIMITS, false);
    }

    private static GenerationRequest read(Profile profile, String body, ModelLimits limits, boolean strict) {
        var object = Json.object(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        var parameters = new JsonParameters(object);
        return RequestReader.generation(
                parameters, new Terms(profile, RequestReader.model(parameters), limits, strict));
    }

    private static ApiError error(Profile profile, String body) {
        return catchThrowableOfType(ApiException.class, () -> read(profile, body))
                .error();
    }
}
