package org.bandeng.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.util.List;
import org.bandeng.community.OpenId;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;

/** One access token for all callers of all instances, whatever happens to it ("获取稳定版接口调用凭据", WeChat docs). */
class TokenContractIT {

    private static final int CALLERS = 200;
    private static final String TYPING = "/cgi-bin/message/custom/typing";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final OpenId SOMEBODY = new OpenId("oSomebody");

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();

    @BeforeEach
    @AfterEach
    void noTokenYet() {
        weChat.works();
        program.bean(ApiGate.class).reopen().block();
        program.bean(ReactiveStringRedisTemplate.class)
                .delete("bandeng:{wechat:" + House.APP_ID + "}:token")
                .block();
    }

    @Test
    void twoHundredCallersOnTwoInstancesFetchOneToken() {
        weChat.answers(TOKEN, okJson("""
                {"access_token":"ACCESS_TOKEN","expires_in":7200}""").withFixedDelay(150));

        everybodyCalls();

        assertThat(weChat.postsTo(TOKEN)).hasSize(1);
        assertThat(weChat.postsTo(TYPING)).hasSize(CALLERS);
    }

    @Test
    void twoHundredRefusalsLeadToOneRefreshAndEachCallIsRepeatedOnce() {
        program.bean(AccessTokens.class).token().block();
        weChat.answers(TOKEN, okJson("""
                {"access_token":"NEW_TOKEN","expires_in":7200}""").withFixedDelay(150));
        refuses("ACCESS_TOKEN", 40001, "invalid credential, access_token is invalid or not latest");
        int before = weChat.postsTo(TOKEN).size();

        everybodyCalls();

        assertThat(weChat.postsTo(TOKEN).size() - before).as("refreshes").isEqualTo(1);
        assertThat(weChat.postsTo(TYPING).size()).as("calls").isLessThanOrEqualTo(2 * CALLERS);
    }

    @Test
    void aTokenThatAnotherInstanceHasReplacedIsNotFetchedAgain() {
        String first = program.bean(AccessTokens.class).token().block();
        program.bean(ReactiveStringRedisTemplate.class)
                .opsForValue()
                .set("bandeng:{wechat:" + House.APP_ID + "}:token", """
                        {"token":"OF_ANOTHER","until":"2099-01-01T00:00:00Z"}""")
                .block();
        int before = weChat.postsTo(TOKEN).size();

        assertThat(program.bean(AccessTokens.class)
                        .instead(String.valueOf(first))
                        .block())
                .isEqualTo("OF_ANOTHER");
        assertThat(weChat.postsTo(TOKEN)).hasSize(before);
    }

    @Test
    void aTokenThatExpiresBetweenTwoCallsIsRenewedInTheSecond() {
        program.bean(WeChatApi.class).typing(SOMEBODY).block();
        refuses("ACCESS_TOKEN", 42001, "access_token expired");
        weChat.answers(TOKEN, okJson("""
                {"access_token":"NEW_TOKEN","expires_in":7200}"""));

        program.bean(WeChatApi.class).typing(SOMEBODY).block();

        assertThat(weChat.postsTo(TYPING)).last().satisfies(call -> assertThat(call.getUrl())
                .contains("access_token=NEW_TOKEN"));
    }

    @Test
    void aTokenCallThatFailsFailsItsCallersAndTheNextTriesAnew() {
        weChat.on(post(urlPathEqualTo(TOKEN))
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson("""
                        {"errcode":-1,"errmsg":"system error"}"""))
                .willSetStateTo("well"));
        weChat.on(post(urlPathEqualTo(TOKEN))
                .inScenario("busy")
                .whenScenarioStateIs("well")
                .willReturn(okJson("""
                {"access_token":"ACCESS_TOKEN","expires_in":7200}""")));
        AccessTokens tokens = program.bean(AccessTokens.class);

        assertThat(tokens.token().onErrorReturn("").block()).isEmpty();
        assertThat(tokens.token().block()).isEqualTo("ACCESS_TOKEN");
    }

    private void refuses(String token, int errcode, String errmsg) {
        weChat.on(post(urlPathEqualTo(TYPING))
                .withQueryParam("access_token", equalTo(token))
                .willReturn(okJson("""
                        {"errcode":%d,"errmsg":"%s"}""".formatted(errcode, errmsg))));
    }

    private void everybodyCalls() {
        List<WeChatApi> instances =
                List.of(program.bean(WeChatApi.class), House.secondInstance().bean(WeChatApi.class));
        Flux.range(0, CALLERS)
                .flatMap(caller -> instances.get(caller % 2).typing(SOMEBODY), CALLERS)
                .then()
                .block(Duration.ofSeconds(30));
    }
}
