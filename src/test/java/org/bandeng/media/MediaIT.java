package org.bandeng.media;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bandeng.support.FakeWeChat;
import org.bandeng.support.House;
import org.bandeng.support.TestProgram;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Voices and videos of residents: fetched, checked and kept as pictures are; and what the bot says to them. */
class MediaIT {

    private static final String MEDIA = "/cgi-bin/media/get";
    private static final byte[] MP4 = "\0\0\0\u0018ftypisom....".getBytes(StandardCharsets.ISO_8859_1);

    private final TestProgram program = House.program();
    private final FakeWeChat weChat = House.weChat();
    private final TestResident auntLi = TestResident.of(program);

    @BeforeEach
    void thePlatformWorks() {
        weChat.works();
    }

    @Test
    void aVoiceWithoutWordsIsKeptAndTheBotAsksForWords() throws IOException {
        byte[] voice = new ClassPathResource("sandbox/voice.amr").getContentAsByteArray();
        weChat.on(get(urlPathEqualTo(MEDIA)).willReturn(ok().withBody(voice)));

        assertThat(sends("voice", "<MediaId>v1</MediaId><Format>amr</Format>")).contains("语音收到了", "1. 灯不亮");
        awaitStored("audio/amr");
        assertThat(auntLi.says("东门口我的车位被占了"))
                .as("words are as good as a number")
                .contains("这样登记可以吗");
    }

    @Test
    void aVoiceInsideADialogDoesNotThrowAnybodyOut() {
        auntLi.says("楼道灯坏了");

        assertThat(sends("voice", "<MediaId>v1</MediaId><Format>amr</Format>"))
                .contains("麻烦您打几个字", "几号楼几单元")
                .doesNotContain("1. ");
    }

    @Test
    void aVoiceThatWeChatUnderstoodIsTakenAsItsWords() {
        assertThat(sends("voice", "<MediaId>v1</MediaId><Format>amr</Format><Recognition>六号楼三单元楼道灯坏了。</Recognition>"))
                .contains("照片");
    }

    @Test
    void aVideoIsFetchedFromTheAddressThatWeChatGives() {
        weChat.on(get(urlPathEqualTo(MEDIA)).willReturn(okJson("""
                {"video_url":"%s/video.mp4"}""".formatted(weChat.address()))));
        weChat.on(get(urlPathEqualTo("/video.mp4")).willReturn(ok().withBody(MP4)));
        auntLi.says("6号楼2单元楼道灯坏了");

        assertThat(sends("video", "<MediaId>m1</MediaId><ThumbMediaId>t1</ThumbMediaId>"))
                .as("as good as a photo")
                .contains("照片加到编号");
        awaitStored("video/mp4");
    }

    @Test
    void whatIsNoPictureIsNotKeptWhateverItIsCalled() {
        weChat.on(get(urlPathEqualTo(MEDIA))
                .willReturn(aResponse().withHeader("Content-Type", "image/jpeg").withBody("<html>")));

        auntLi.sendsPicture("p1");

        awaitMedia("status = 'lost'");
    }

    @Test
    void whatIsGoneIsNotAskedForAgain() {
        weChat.on(get(urlPathEqualTo(MEDIA)).willReturn(okJson("""
                {"errcode":40007,"errmsg":"invalid media_id"}""")));

        auntLi.sendsPicture("p1");

        awaitMedia("status = 'lost' and problem like '%40007%'");
    }

    private String sends(String type, String elements) {
        return TestResident.textOf(
                auntLi.posts(auntLi.message(type, elements + "<MsgId>" + TestResident.nextMsgId() + "</MsgId>"))
                        .body());
    }

    private void awaitStored(String contentType) {
        awaitMedia("status = 'stored' and content_type = '" + contentType + "'");
    }

    private void awaitMedia(String state) {
        await(state).until(() -> program.value(
                        "select count(*) from media m join resident r on r.id = m.resident_id where m.%s and r.open_id = '%s'"
                                .formatted(state, auntLi.openId()))
                .equals(1L));
    }
}
