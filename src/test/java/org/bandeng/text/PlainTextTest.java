package org.bandeng.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @Test
    void aLinkLosesItsAddress() {
        assertThat(PlainText.of("灯坏了 <a href=\"https://evil.example\">点这里领红包</a>\n三楼"))
                .isEqualTo("灯坏了 点这里领红包\n三楼");
    }

    @Test
    void whatWouldActIsGone() {
        assertThat(PlainText.of("灯<script>alert(1)</script>坏<img src=x onerror=alert(1)>了<style>p{}</style>"))
                .isEqualTo("灯坏了");
    }

    @ParameterizedTest
    @ValueSource(strings = {"电压 <220", "3<5 && 5>3", "AT&T", "<", "灯坏了\n三楼", "a < b", "&lt;b&gt; 这样写", ""})
    void whatIsNoMarkupStays(String words) {
        assertThat(PlainText.of(words)).isEqualTo(words);
    }

    @Test
    void linksOfOursAreNamed() {
        assertThat(PlainText.withLinksNamed("编号 1013\n<a href=\"https://x.example/r/1\">点这里看进度</a>"))
                .isEqualTo("编号 1013\n【点这里看进度】");
    }
}
