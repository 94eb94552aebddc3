package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PassiveReplyTest {

    private static final PassiveReply REPLY = new PassiveReply("o1", "gh_1", Instant.ofEpochSecond(1_700_000_000));

    @Test
    void goesBackToWhoWrote() {
        MessageXml reply = MessageXml.read(REPLY.write(new PassiveReply.Text("收到")));

        assertThat(reply.get("ToUserName")).isEqualTo("o1");
        assertThat(reply.get("FromUserName")).isEqualTo("gh_1");
        assertThat(reply.get("CreateTime")).isEqualTo("1700000000");
        assertThat(reply.get("MsgType")).isEqualTo("text");
        assertThat(reply.get("Content")).isEqualTo("收到");
    }

    @Test
    void noTextBreaksOutOfItsElement() {
        String words = "]]></Content><MsgType>news</MsgType>\u0001";

        assertThat(MessageXml.read(REPLY.write(new PassiveReply.Text(words))).get("Content"))
                .isEqualTo("]]></Content><MsgType>news</MsgType>");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String cut = PassiveReply.cut("😭".repeat(600));

        assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(PassiveReply.MAX_BYTES);
        assertThat(cut).endsWith("😭…");
    }
}
