package org.bandeng.wechat;

import java.util.Map;
import java.util.Optional;
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
        Optional<MessageCrypto> crypto = properties.encodingAesKey().isBlank()
                ? Optional.empty()
                : Optional.of(new MessageCrypto(properties.encodingAesKey(), properties.appId()));
        return new WeChatAccount(
                properties.appId(), properties.secret(), properties.token(), crypto, properties::apiBaseUrl);
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
