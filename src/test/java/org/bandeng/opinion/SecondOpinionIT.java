package org.bandeng.opinion;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An office has configured a language model as the last stage. */
class SecondOpinionIT {

    private static final WireMockServer MODEL =
            new WireMockServer(wireMockConfig().dynamicPort());
    private static final String UNCLEAR = "6号楼2单元铁疙瘩又罢工了，我叫李桂芳13800138000";

    private static TestProgram program;

    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @BeforeAll
    static void start() {
        MODEL.start();
        program = TestProgram.start(
                House.temporary(),
                House.arguments(
                        "--bandeng.opinion.url=http://localhost:%d/v1/".formatted(MODEL.port()),
                        "--bandeng.wechat.compatible=true",
                        "--bandeng.opinion.model=qwen-small",
                        "--bandeng.opinion.api-key=secret",
                        "--bandeng.opinion.timeout=1s",
                        "--bandeng.opinion.rest=0s"));
    }

    @AfterAll
    static void stop() {
        program.close();
        MODEL.stop();
    }

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
        MODEL.resetAll();
    }

    @Test
    void whatNobodyHereIsSureOfIsAskedThere() {
        MODEL.stubFor(chat().willReturn(aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("""
                        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "elevator\\n"}}]}""")));

        assertThat(auntLi.says(UNCLEAR)).contains("电梯");
        MODEL.verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                .withHeader("Authorization", equalTo("Bearer secret"))
                .withRequestBody(matchingJsonPath("$.model", equalTo("qwen-small")))
                .withRequestBody(matchingJsonPath("$.messages[0].content", matching("(?s).*elevator：.*")))
                // Who said it stays here.
                .withRequestBody(matchingJsonPath("$.messages[1].content", equalTo("铁疙瘩又罢工了"))));
    }

    @Test
    void whatIsClearIsNotSentAnywhere() {
        assertThat(auntLi.says("3号楼2单元楼道灯坏了")).contains("照片");
        auntLi.says("没有");

        MODEL.verify(0, postRequestedFor(urlEqualTo("/v1/chat/completions")));
    }

    @Test
    void anAnswerThatIsNoneOfTheMattersIsNoAnswer() {
        MODEL.stubFor(chat().willReturn(aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("""
                        {"choices": [{"message": {"content": "我觉得是电梯"}}]}""")));

        assertThat(auntLi.says(UNCLEAR)).doesNotContain("电梯").isNotEmpty();
    }

    @Test
    void whereNobodyAnswersInTimeTheResidentIsAskedAsEver() {
        MODEL.stubFor(chat().willReturn(serverError()));
        assertThat(auntLi.says(UNCLEAR)).isNotEmpty();

        MODEL.stubFor(chat().willReturn(aResponse().withFixedDelay(20_000)));
        assertThat(TestResident.of(program).says(UNCLEAR)).isNotEmpty();
    }

    private static MappingBuilder chat() {
        return post(urlEqualTo("/v1/chat/completions"));
    }
}
