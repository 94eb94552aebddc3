package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bandeng.conversation.Incoming;
import org.bandeng.conversation.Incoming.Content;
import org.bandeng.outbox.Interaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void whoFollowsAlreadyBringsTheSceneAsItIs() {
        assertThat(content("event", "<Event>SCAN</Event><EventKey>qrscene_7</EventKey>"))
                .isEqualTo(new Content.Scanned("qrscene_7"));
    }

    @Test
    void whoFollowsAfterPayingComesByNoCode() {
        assertThat(content("event", "<Event>subscribe</Event><EventKey>last_trade_no_4007</EventKey>"))
                .isEqualTo(new Content.Subscribed(""));
    }

    @ParameterizedTest
    @CsvSource({"file, 'file ', <Title/>", "something_new, something_new, ''", "image, image without MediaId, ''"})
    void whatTheBotCannotReadIsSaidSo(String type, String description, String elements) {
        assertThat(content(type, elements)).isEqualTo(new Content.Unsupported(description.strip()));
    }

    @Test
    void stickersComeAsATextThatSaysSo() {
        assertThat(content("text", "<Content>【收到不支持的消息类型，暂无法显示】</Content>")).isInstanceOf(Content.Unsupported.class);
    }

    @ParameterizedTest
    @CsvSource({
        "text, '<Content>灯</Content>', MESSAGE",
        "text, '<Content>满意</Content><bizmsgmenuid>1</bizmsgmenuid>', TAP",
        "event, '<Event>CLICK</Event><EventKey>帮助</EventKey>', TAP",
        "event, '<Event>subscribe</Event>', TAP",
        "event, '<Event>SCAN</Event><EventKey>1</EventKey>', TAP",
        "event, '<Event>unsubscribe</Event>', NONE",
        "event, '<Event>templatesendjobfinish</Event><MsgID>1</MsgID><Status>success</Status>', NONE"
    })
    void onlyWhatResidentsDoOpensAWindow(String type, String elements, Interaction interaction) {
        assertThat(incoming(type, elements).orElseThrow().interaction()).isEqualTo(interaction);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LOCATION", "VIEW", "view_miniprogram", "pic_weixin", "location_select", "kf_close_session"})
    void eventsThatFloodOrLeadToAMessageOfTheirOwnTakeNoTurn(String event) {
        assertThat(incoming("event", "<Event>" + event + "</Event>")).isEmpty();
    }

    @Test
    void picturesOfAMenuAreCountedWhereverTheListIsRepeated() {
        Inbound call = parser.parse(
                message(
                        "event",
                        "<Event>pic_photo_or_album</Event><EventKey>6</EventKey><SendPicsInfo><Count>2</Count>"
                                + "<PicList><item><PicMd5Sum>aa</PicMd5Sum></item></PicList>"
                                + "<PicList><item><PicMd5Sum>bb</PicMd5Sum></item></PicList></SendPicsInfo>"),
                "call");

        assertThat(call.body()).isEqualTo(new Inbound.PictureMenu("pic_photo_or_album", "6", List.of("aa", "bb")));
    }

    @Test
    void aPhoneWithoutAPositionSaysNothing() {
        Inbound call = parser.parse(
                message("event", "<Event>LOCATION</Event><Latitude></Latitude><Longitude></Longitude>"), "call");

        assertThat(call.body()).isEqualTo(new Inbound.ReportedLocation(null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "success, ''",
        "failed:user block, failed: user block",
        "failed: system failed, failed: system failed",
        "failed:system failed, failed: system failed"
    })
    void theFateOfATemplateMessageIsReadWhateverItsBlanks(String status, String problem) {
        Inbound call = parser.parse(
                message("event", "<Event>TEMPLATESENDJOBFINISH</Event><MsgID>9</MsgID><Status>" + status + "</Status>"),
                "call");

        assertThat(call.body()).isEqualTo(new Inbound.TemplateSendJobFinish("9", problem));
    }

    @Test
    void consentIsWithdrawnByWhomTheEventNames() {
        Incoming withdrawn = incoming("event", "<Event>user_authorization_revoke</Event><OpenID>oSomebody</OpenID>")
                .orElseThrow();

        assertThat(withdrawn.openId().value()).isEqualTo("oSomebody");
        assertThat(withdrawn.content()).isEqualTo(new Content.ConsentWithdrawn("user_authorization_revoke"));
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
        Inbound one = parser.parse(message("event", "<Event>CLICK</Event><EventKey>查进度</EventKey>"), "call");
        Inbound other = parser.parse(message("event", "<Event>CLICK</Event><EventKey>帮助</EventKey>"), "call");

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
        return incoming(type, elements).orElseThrow().content();
    }

    private Optional<Incoming> incoming(String type, String elements) {
        return Reception.incoming(parser.parse(message(type, elements), "call"));
    }

    private static String message(String type, String elements) {
        return "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000</CreateTime><MsgType>"
                + type + "</MsgType>" + elements + "</xml>";
    }
}
