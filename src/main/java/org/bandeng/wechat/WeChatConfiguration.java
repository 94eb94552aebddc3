package org.bandeng.wechat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The account of the configuration; without one the sandbox brings its own. */
@Configuration(proxyBeanMethods = false)
@Conditional(WeChatConfiguration.NoSandbox.class)
class WeChatConfiguration {

    @Bean
    WeChatAccount weChatAccount(WeChatProperties properties) {
        Map.of("secret", properties.secret(), "token", properties.token()).forEach((name, value) -> {
            if (value.isBlank()) {
                throw new IllegalStateException(
                        "bandeng.wechat.app-id is set, but bandeng.wechat.%s is not; copy it from the console at mp.weixin.qq.com"
                                .formatted(name));
            }
        });
        List<String> tokens = Stream.of(properties.token(), properties.previousToken())
                .filter(token -> !token.isBlank())
                .toList();
        // A previous key alone does not make the safe mode: plain messages would be refused by surprise.
        List<MessageCrypto> cryptos = properties.encodingAesKey().isBlank()
                ? List.of()
                : Stream.of(properties.encodingAesKey(), properties.previousEncodingAesKey())
                        .filter(key -> !key.isBlank())
                        .map(key -> new MessageCrypto(key, properties.appId()))
                        .toList();
        return new WeChatAccount(
                properties.appId(),
                properties.secret(),
                tokens,
                cryptos,
                properties::apiBaseUrl,
                properties::pageBaseUrl);
    }

    /** Holds when an official account is configured. */
    static final class NoSandbox extends NoneNestedConditions {
        NoSandbox() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(SandboxMode.class)
        static class InSandbox {}
    }
}
