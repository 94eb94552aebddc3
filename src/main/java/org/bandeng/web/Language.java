package org.bandeng.web;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** Chinese unless a person has chosen English; whatever language their browser was installed in. */
@Controller
class Language {

    private static final String COOKIE = "language";
    private static final Duration LIFE = Duration.ofDays(365);

    @GetMapping("/language")
    ResponseEntity<Void> choose(@RequestParam String to) {
        String language = to.equals("en") ? "en" : "zh";
        ResponseCookie cookie = ResponseCookie.from(COOKIE, language)
                .path("/")
                .maxAge(LIFE)
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        return ResponseEntity.status(303)
                .header("Set-Cookie", cookie.toString())
                .location(URI.create("/inbox"))
                .build();
    }

    /** Reads the choice. */
    @Configuration(proxyBeanMethods = false)
    static class ChosenLanguage {
        @Bean
        LocaleContextResolver localeContextResolver() {
            return new LocaleContextResolver() {
                @Override
                public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
                    HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
                    boolean english = cookie != null && "en".equals(cookie.getValue());
                    return new SimpleLocaleContext(english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
                }

                @Override
                public void setLocaleContext(
                        ServerWebExchange exchange, @org.jspecify.annotations.Nullable LocaleContext localeContext) {
                    throw new UnsupportedOperationException("A person chooses the language, at /language");
                }
            };
        }
    }
}
