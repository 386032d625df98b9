package io.lutra.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the net has no holes: each of these was answered by some server of this API. */
class AnswerSchemasTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'created':1,'data':[{'url':null,'b64_json':'eA=='}]}",
                "{'created':1,'data':[{'url':'generated/x.png'}]}",
                "{'created':1.5,'data':[]}",
                "{'created':'1','data':[]}",
                "{'created':1}",
                "{'created':1,'data':[],'size':'large'}",
                "{'created':1,'data':[],'quality':'standard'}",
                "{'created':1,'data':[{'url':'http://a/b','seed':7}]}"
            })
    void refusesAnswersThatTypedClientsCannotRead(String body) {
        assertThatThrownBy(() -> check(200, body)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'detail':'not found'}",
                "{'error':'not found'}",
                "{'error':{'message':'no','type':'invalid_request_error'}}",
                "{'error':{'message':null,'type':'invalid_request_error','param':null,'code':null}}"
            })
    void refusesErrorsThatAreNotInTheEnvelope(String body) {
        assertThatThrownBy(() -> check(404, body)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'created':1,'data':[{'url':'http://127.0.0.1:8080/files/x.png?exp=1&sig=2'}]}",
                "{'created':1,'data':[{'b64_json':'eA==','revised_prompt':'x'}]}"
            })
    void letsGoodAnswersPass(String body) {
        assertThatCode(() -> check(200, body)).doesNotThrowAnyException();
    }

    private static void check(int status, String body) {
        AnswerSchemas.check(
                "/v1/images/generations",
                status,
                "application/json",
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
