package org.bandeng.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutMessage;
import org.bandeng.support.House;
import org.bandeng.support.TestResident;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** We and WxJava, the most used SDK, read each other's messages: thousands of random ones. */
class WxJavaCompatibilityTest {

    private static final int MESSAGES = 3000;

    private final WxCryptUtil theirs = new WxCryptUtil(TestResident.TOKEN, House.AES_KEY, House.APP_ID);
    private final MessageCrypto ours = new MessageCrypto(House.AES_KEY, House.APP_ID);
    private final Random chance = new Random(20261124);

    @Test
    void theyReadWhatWeEncrypt() {
        for (int i = 0; i < MESSAGES; i++) {
            String words = words();
            String xml = new PassiveReply("o1", "gh_1", Instant.ofEpochSecond(1_700_000_000))
                    .write(new PassiveReply.Text(words));

            String clear = theirs.decrypt(ours.encrypt(xml));

            assertThat(clear).isEqualTo(xml);
            assertThat(MessageXml.read(clear).get("Content"))
                    .isEqualTo(MessageXml.read(xml).get("Content"));
        }
    }

    @Test
    void weReadWhatTheyEncrypt() throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            String words = words();
            String sealed = theirs.encrypt(words);

            MessageXml xml = MessageXml.read(sealed);
            assertThat(ours.decrypt(xml.get("Encrypt"))).isEqualTo(words);
            assertThat(MessageSignature.matches(
                            xml.get("MsgSignature"),
                            TestResident.TOKEN,
                            xml.get("TimeStamp"),
                            xml.get("Nonce"),
                            xml.get("Encrypt")))
                    .isTrue();
        }
    }

    @Test
    void theyAcceptOurSignature() {
        String encrypt = ours.encrypt("<xml><Content>灯</Content></xml>");
        String signature = MessageSignature.of(TestResident.TOKEN, "1700000000", "nonce", encrypt);
        String sealed = PassiveReply.encrypted(encrypt, signature, "1700000000", "nonce");

        assertThat(theirs.decryptXml(signature, "1700000000", "nonce", sealed))
                .isEqualTo("<xml><Content>灯</Content></xml>");
    }

    @Test
    void theirParserReadsOurXmlAndOursTheirs() {
        for (int i = 0; i < MESSAGES; i++) {
            String words = withoutTheirFaults(words());
            String xml = new PassiveReply("o1", "gh_1", Instant.ofEpochSecond(1_700_000_000))
                    .write(new PassiveReply.Text(words));
            assertThat(WxMpXmlMessage.fromXml(xml).getContent()).isEqualTo(PassiveReply.cut(words));

            String reply = WxMpXmlOutMessage.TEXT()
                    .content(words)
                    .fromUser("gh_1")
                    .toUser("o1")
                    .build()
                    .toXml();
            assertThat(MessageXml.read(reply).all("Content")).containsExactly(words);
        }
    }

    @Test
    void theirDocumentOfOurReplyHasEveryElementOnce() throws Exception {
        String xml = new PassiveReply("o1", "gh_1", Instant.EPOCH)
                .write(new PassiveReply.Text("]]></Content><MsgType>news</MsgType>"));
        Document document = javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new org.xml.sax.InputSource(new java.io.StringReader(xml)));

        for (String name : List.of("ToUserName", "FromUserName", "MsgType", "Content")) {
            assertThat(document.getElementsByTagName(name).getLength()).as(name).isEqualTo(1);
        }
    }

    /** Emoji, rare characters of the CJK extensions, ends of CDATA, markup, and lengths around WeChat's 2048 bytes. */
    private String words() {
        List<String> pieces =
                List.of("楼道灯坏了", "😭", "👨‍👩‍👧", "𠮷", "𪚥", "]]>", "<b>", "&amp;", "\n", " ", "a", "漢");
        int length = chance.nextInt(10) == 0 ? 680 + chance.nextInt(8) : 1 + chance.nextInt(40);
        StringBuilder words = new StringBuilder("x");
        for (int i = 0; i < length; i++) {
            words.append(pieces.get(length > 100 ? pieces.size() - 1 : chance.nextInt(pieces.size())));
        }
        return words.append('x').toString();
    }

    /** WxJava writes ]]> as it is and so breaks its own XML; nobody can read that. */
    private static String withoutTheirFaults(String words) {
        return words.replace("]]>", "");
    }
}
