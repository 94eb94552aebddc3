package org.bandeng.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    private static final String[] PIECES = {
        "<",
        ">",
        "a",
        " href=",
        "\"",
        "/",
        "&lt;",
        "&gt;",
        "&amp;",
        "灯",
        "<a href=x>",
        "</a>",
        "<i></i>",
        "!--",
        " ",
        "<<",
        "3<5",
        "\n"
    };

    @Test
    void aLinkLosesItsAddress() {
        assertThat(Markup.removed("灯坏了 <a href=\"https://evil.example\">点这里领红包</a>\n三楼"))
                .isEqualTo("灯坏了 点这里领红包\n三楼");
    }

    @Test
    void whatWouldActIsGone() {
        assertThat(Markup.removed("灯<script>alert(1)</script>坏<img src=x onerror=alert(1)>了<style>p{}</style>"))
                .isEqualTo("灯坏了");
    }

    @Test
    void whatIsOnlyWrittenLikeATagDoesNotBecomeOne() {
        assertThat(Markup.removed("<i></i>&lt;a href=\"https://evil.example\"&gt;领红包&lt;/a&gt;"))
                .isEqualTo("&lt;a href=\"https://evil.example\"&gt;领红包&lt;/a&gt;");
        assertThat(Markup.removed("<<b></b>a href=x>领红包")).doesNotContain("<a");
    }

    @Test
    void noWordIsLostBehindATagThatIsNone() {
        assertThat(Markup.removed("面积<b栋的都进水了，三楼也是")).isEqualTo("面积＜b栋的都进水了，三楼也是");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3<5 && 5>3", "AT&T", "灯坏了\n三楼", "&lt;b&gt; 这样写", "", "5 > 3", "＜已经＞"})
    void whatIsNoMarkupStays(String words) {
        assertThat(Markup.removed(words)).isEqualTo(words);
    }

    @Test
    void whateverIsTypedNothingInItBeginsATagAndTwiceIsOnce() {
        Random random = new Random(20_261_126);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder typed = new StringBuilder();
            int pieces = random.nextInt(12);
            for (int j = 0; j < pieces; j++) {
                typed.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String once = Markup.removed(typed.toString());
            assertThat(once).as("of %s", typed).doesNotContainPattern("<[a-zA-Z/!?]");
            assertThat(Markup.removed(once)).as("of %s", typed).isEqualTo(once);
        }
    }

    @Test
    void linksOfOursAreNamed() {
        assertThat(Markup.withLinksNamed("编号 1013\n<a href=\"https://x.example/r/1\">点这里看进度</a>"))
                .isEqualTo("编号 1013\n【点这里看进度】");
    }
}
