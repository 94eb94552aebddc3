package org.bandeng.web;

import org.bandeng.community.StaffAccounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.savedrequest.WebSessionServerRequestCache;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

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
        "/favicon.ico",
        "/actuator/health/**",
        "/actuator/prometheus"
    };

    /** Who hands tickets out: for who rings up, and for what the bot learns. */
    private static final String[] DISPATCHERS = {
        "/inbox/report", "/inbox/lessons/**", "/inbox/answers/**", "/inbox/bulk/**", "/inbox/care/**"
    };

    private static final String[] DISPATCHERS_FORMS = {
        "/inbox/tickets/*/merge",
        "/inbox/tickets/*/split",
        "/inbox/tickets/*/link",
        "/inbox/tickets/*/category",
        "/inbox/tickets/*/place",
        "/inbox/tickets/*/priority",
        "/inbox/topics/**",
        "/inbox/occasions/**",
        "/inbox/agreements",
        "/inbox/rosters/**",
        "/inbox/talents/**",
        "/inbox/works/**",
        "/inbox/canvasses/**"
    };

    /** What everybody changes for themselves. */
    private static final String[] OWN = {"/inbox/account/**", "/inbox/views/**"};

    /** What residents say and show, and whoever they are. */
    private static final String[] CONVERSATIONS = {"/inbox/residents/**", "/inbox/media/**"};

    /** Files that are the same for everybody: no page is without its style because it takes long to find out who asks. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain filesForEverybody(ServerHttpSecurity http) {
        return headers(http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/assets/**", "/webjars/**"))
                        .authorizeExchange(exchange -> exchange.anyExchange().permitAll())
                        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                        .logout(ServerHttpSecurity.LogoutSpec::disable)
                        .csrf(ServerHttpSecurity.CsrfSpec::disable))
                .build();
    }

    private static ServerHttpSecurity headers(ServerHttpSecurity http) {
        return http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .frameOptions(frame -> frame.mode(Mode.DENY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)));
    }

    @Bean
    SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http, LoginManager manager, AuditLog audit) {
        WantedPage wanted = new WantedPage();
        return headers(http)
                .authorizeExchange(exchange -> exchange.pathMatchers(EVERYBODY)
                        .permitAll()
                        .pathMatchers(
                                "/inbox/staff/**",
                                "/inbox/directory/**",
                                "/inbox/wechat/**",
                                "/inbox/qr/**",
                                "/inbox/dialogs/**",
                                "/inbox/audit",
                                "/inbox/rules",
                                "/inbox/setup/**")
                        .hasRole("ADMIN")
                        .pathMatchers(DISPATCHERS)
                        .hasRole("DISPATCHER")
                        .pathMatchers(HttpMethod.POST, DISPATCHERS_FORMS)
                        .hasRole("DISPATCHER")
                        .pathMatchers(OWN)
                        .hasRole("VIEWER")
                        .pathMatchers(HttpMethod.POST, "/inbox/**")
                        .hasRole("HANDLER")
                        .pathMatchers(CONVERSATIONS)
                        .hasRole("HANDLER")
                        .pathMatchers("/inbox/**")
                        .hasRole("VIEWER")
                        .anyExchange()
                        .authenticated())
                .formLogin(login -> login.loginPage("/login")
                        .authenticationManager(manager)
                        .authenticationSuccessHandler(toTheInbox())
                        .authenticationFailureHandler(backToLogin()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(toLogin(wanted))
                        .accessDeniedHandler((exchange, denied) -> audit.refused(exchange)
                                .then(Mono.error(() -> new ResponseStatusException(HttpStatus.FORBIDDEN)))))
                .requestCache(cache -> cache.requestCache(wanted))
                .logout(logout ->
                        logout.requiresLogout(ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/logout")))
                .csrf(csrf -> csrf.csrfTokenRequestHandler(alsoInForms())
                        .requireCsrfProtectionMatcher(new AndServerWebExchangeMatcher(
                                CsrfWebFilter.DEFAULT_CSRF_MATCHER,
                                new NegatedServerWebExchangeMatcher(ServerWebExchangeMatchers.pathMatchers(MACHINES)))))
                .build();
    }

    /** To the login, and from there to the page that was wanted; not so from a part of one that loads itself again. */
    private static ServerAuthenticationEntryPoint toLogin(WantedPage wanted) {
        RedirectServerAuthenticationEntryPoint login = new RedirectServerAuthenticationEntryPoint("/login");
        login.setRequestCache(wanted);
        return (exchange, nobody) -> LoginPage.isPart(exchange)
                ? Mono.fromRunnable(() -> LoginPage.sendThere(exchange))
                : login.commence(exchange, nobody);
    }

    /** Remembers which page of the inbox somebody wanted before they logged in; whatever else is asked for needs no session. */
    private static final class WantedPage extends WebSessionServerRequestCache {
        @Override
        public Mono<ServerHttpRequest> removeMatchingRequest(ServerWebExchange exchange) {
            return exchange.getRequest().getPath().value().startsWith("/inbox")
                    ? super.removeMatchingRequest(exchange)
                    : Mono.empty();
        }
    }

    /** Reads the token from forms with files, too. */
    private static ServerCsrfTokenRequestHandler alsoInForms() {
        XorServerCsrfTokenRequestAttributeHandler handler = new XorServerCsrfTokenRequestAttributeHandler();
        handler.setTokenFromMultipartDataEnabled(true);
        return handler;
    }

    /** Back to the form, with why. */
    private static ServerAuthenticationFailureHandler backToLogin() {
        ServerAuthenticationFailureHandler wrong = new RedirectServerAuthenticationFailureHandler("/login?error");
        ServerAuthenticationFailureHandler wait = new RedirectServerAuthenticationFailureHandler("/login?wait");
        return (exchange, problem) ->
                (problem instanceof LockedException ? wait : wrong).onAuthenticationFailure(exchange, problem);
    }

    /** Who logs in is looked up with the request at hand. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ServerWebExchangeContextFilter serverWebExchangeContextFilter() {
        return new ServerWebExchangeContextFilter();
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
