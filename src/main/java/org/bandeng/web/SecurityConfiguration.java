package org.bandeng.web;

import org.bandeng.community.StaffAccounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Who may see what. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** No script, style or frame but our own; the data: images are those inside Tabler's stylesheet. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    /**
     * Where no cookie gives any right to change something: WeChat proves itself by signature, the sandbox's platform by token, and
     * residents' pages by what nobody else knows, the address that the form posts to.
     */
    private static final String[] MACHINES = {"/wechat", "/sandbox/**", "/r/**", "/open311/**"};

    private static final String[] EVERYBODY = {
        "/",
        "/wechat",
        "/sandbox/**",
        "/simulator/**",
        "/r/**",
        "/open311/**",
        "/login",
        "/language",
        "/assets/**",
        "/webjars/**",
        "/favicon.ico",
        "/actuator/health/**",
        "/actuator/prometheus"
    };

    @Bean
    SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
        return http.authorizeExchange(exchange -> exchange.pathMatchers(EVERYBODY)
                        .permitAll()
                        .pathMatchers(
                                "/inbox/staff/**",
                                "/inbox/directory/**",
                                "/inbox/wechat/**",
                                "/inbox/qr/**",
                                "/inbox/dialogs/**")
                        .hasRole("ADMIN")
                        .pathMatchers("/inbox/**")
                        .hasRole("STAFF")
                        .anyExchange()
                        .authenticated())
                .formLogin(login -> login.loginPage("/login").authenticationSuccessHandler(toTheInbox()))
                .logout(logout ->
                        logout.requiresLogout(ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/logout")))
                .csrf(csrf -> csrf.csrfTokenRequestHandler(alsoInForms())
                        .requireCsrfProtectionMatcher(new AndServerWebExchangeMatcher(
                                CsrfWebFilter.DEFAULT_CSRF_MATCHER,
                                new NegatedServerWebExchangeMatcher(ServerWebExchangeMatchers.pathMatchers(MACHINES)))))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .frameOptions(frame -> frame.mode(Mode.DENY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /** Reads the token from forms with files, too. */
    private static ServerCsrfTokenRequestHandler alsoInForms() {
        XorServerCsrfTokenRequestAttributeHandler handler = new XorServerCsrfTokenRequestAttributeHandler();
        handler.setTokenFromMultipartDataEnabled(true);
        return handler;
    }

    /** To the page that was asked for, or else to the inbox. */
    private static ServerAuthenticationSuccessHandler toTheInbox() {
        return new RedirectServerAuthenticationSuccessHandler("/inbox");
    }

    @Bean
    ReactiveUserDetailsService userDetailsService(StaffAccounts accounts) {
        return username -> accounts.named(username).map(StaffUser::of);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
