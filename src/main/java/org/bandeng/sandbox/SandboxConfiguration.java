package org.bandeng.sandbox;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.bandeng.wechat.MessageCrypto;
import org.bandeng.wechat.SandboxMode;
import org.bandeng.wechat.WeChatAccount;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The made-up official account, with secrets that nobody knows beforehand, in safe mode. */
@Configuration(proxyBeanMethods = false)
@Conditional(SandboxMode.class)
class SandboxConfiguration {

    @Bean
    WeChatAccount weChatAccount(Environment environment) {
        String appId = "wxsandbox" + secret().substring(0, 9);
        MessageCrypto crypto = new MessageCrypto(MessageCrypto.randomKey(), appId);
        Supplier<URI> platform = () -> URI.create(here(environment) + "/sandbox");
        return new WeChatAccount(
                appId, secret(), List.of(secret()), List.of(crypto), platform, () -> URI.create("/sandbox"));
    }

    /** This program as it reaches itself. */
    static String here(Environment environment) {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    private static String secret() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
