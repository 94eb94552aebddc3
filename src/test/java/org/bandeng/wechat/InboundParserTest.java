package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.bandeng.conversation.Incoming;
import org.bandeng.conversation.Incoming.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundParserTest {

    private final InboundParser parser = new InboundParser(Clock.systemUTC());

    @Test
    void aTextKeepsItsWords() {
        assertThat(content("text", "<Content><![CDATA[<b>1 & 2</b> 😭]]></Content>"))
                .isEqualTo(new Content.Text("<b>1 & 2</b> 😭", ""));
    }

    @Test
    void aTappedAnswerKnowsItsId() {
        assertThat(content("text", "<Content>满意</Content><bizmsgmenuid>rate:1010:4</bizmsgmenuid>"))
                .isEqualTo(new Content.Text("满意", "rate:1010:4"));
    }

    @Test
    void controlCharactersOfPhonesAreLeftOut() {
        assertThat(content("text", "<Content><![CDATA[三楼\u0002漏水]]></Content>"))
                .isEqualTo(new Content.Text("三楼漏水", ""));
    }

    @Test
    void aVoiceIsWhatWeChatHeard() {
        assertThat(content("voice", "<MediaId>m</MediaId><Recognition>楼道灯坏了。</Recognition>"))
                .isEqualTo(new Content.Voice("m", "楼道灯坏了。"));
    }

    @Test
    void aPositionHasItsLatitudeInX() {
        assertThat(content("location", "<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>东门</Label>"))
                .isEqualTo(new Content.Position(23.1, 113.3, "东门"));
    }

    @Test
    void aKeyOfTheMenuSpeaksItsWords() {
        assertThat(content("event", "<Event>CLICK</Event><EventKey>查进度</EventKey>"))
                .isEqualTo(new Content.Text("查进度", "查进度"));
    }

    @Test
    void whoCameByACodeBringsItsScene() {
        assertThat(content("event", "<Event>subscribe</Event><EventKey>qrscene_3-2</EventKey>"))
                .isEqualTo(new Content.Subscribed("3-2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"video", "file", "shortvideo", "link", "something_new"})
    void whatTheBotCannotReadIsSaidSo(String type) {
        assertThat(content(type, "")).isEqualTo(new Content.Unsupported(type));
    }

    @Test
    void twoDeliveriesOfOneMessageHaveOneKey() {
        String body = message("text", "<Content>灯</Content><MsgId>9223372036854775807</MsgId>");

        assertThat(parser.parse(body, "call-1").key())
                .isEqualTo(parser.parse(body, "call-2").key());
        assertThat(parser.parse(body, "call").key())
                .isNotEqualTo(
                        parser.parse(body.replace("5807<", "5806<"), "call").key());
    }

    @Test
    void twoTapsInOneSecondAreTwo() {
        Incoming one = parser.parse(message("event", "<Event>CLICK</Event><EventKey>查进度</EventKey>"), "call");
        Incoming other = parser.parse(message("event", "<Event>CLICK</Event><EventKey>帮助</EventKey>"), "call");

        assertThat(one.key()).isNotEqualTo(other.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"FromUserName\":\"o1\"}",
                "<xml><FromUserName>o1</FromUserName>",
                "<html><FromUserName>o1</FromUserName></html>",
                "<xml><MsgType>text</MsgType></xml>",
                "<xml><FromUserName>o1</FromUserName><Content></Content><FromUserName>oVictim</FromUserName></xml>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><FromUserName>o1</FromUserName><Content>&e;</Content></xml>",
                "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><xml><FromUserName>o1</FromUserName><Content>&b;</Content></xml>"
            })
    void whatCannotBeReadIsRefused(String body) {
        assertThatThrownBy(() -> parser.parse(body, "call")).isInstanceOf(MessageXml.UnreadableException.class);
    }

    @Test
    void theSenderOfABrokenBodyIsWhoIsNamedFirst() {
        assertThat(
                        InboundParser.probableSender(
                                "<xml><FromUserName><![CDATA[o1]]></FromUserName><Content>]]></Content><FromUserName>o2</FromUserName>"))
                .hasValueSatisfying(sender -> assertThat(sender.value()).isEqualTo("o1"));
        assertThat(InboundParser.probableSender("<xml>")).isEmpty();
    }

    private Content content(String type, String elements) {
        return parser.parse(message(type, elements), "call").content();
    }

    private static String message(String type, String elements) {
        return "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000</CreateTime><MsgType>"
                + type + "</MsgType>" + elements + "</xml>";
    }
}
