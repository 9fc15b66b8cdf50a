package org.linli.identity.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linli.identity.Sessions;
import org.linli.platform.web.ContentPolicy;
import org.linli.platform.web.Readable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which pages are open, and the headers under which all are sent. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Security {

    private static final String[] STATIC = {
        "/webjars/**", "/css/**", "/js/**", "/img/**", "/icons.svg", "/favicon.ico", "/favicon.svg"
    };
    private static final String[] OPEN = {
        "/", "/login", "/setup/*", "/p", "/p/**", "/places/find", "/elder", "/language", "/error", "/actuator/health/**"
    };
    /** How pages look to one browser: nothing to forge, and so the public page needs no key and can be cached. */
    private static final String[] UNGUARDED = {"/elder", "/language"};

    private static final Pattern DESK_ORDER = Pattern.compile("/desk/orders/([0-9a-f-]{36})");
    private static final long LARGEST_FORM = 64L * 1024 * 1024;

    @Bean
    @Order(1)
    SecurityFilterChain files(HttpSecurity http) throws Exception {
        return bare(http)
                .securityMatcher(STATIC)
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /**
     * Other systems 开放接口 and programs 程序接口: nobody is logged in here, no cookie is read or set, and so there is nothing to
     * forge; each finds out by itself whose key or token it is.
     */
    @Bean
    @Order(2)
    SecurityFilterChain otherSystems(HttpSecurity http) throws Exception {
        return bare(http)
                .securityMatcher("/open311/**", "/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http, Sessions sessions) throws Exception {
        return bare(http)
                .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                        // Every request finds its person anew; a new key for each would spoil the forms of all other
                        // open pages.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        .ignoringRequestMatchers(UNGUARDED))
                .addFilterBefore(new Readable(), CsrfFilter.class)
                .addFilterBefore(new SessionFilter(sessions), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(paths -> paths
                        // The end of a stream that was let in when it began.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers("/desk", "/desk/**")
                        .hasRole("STAFF")
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, e) -> toLogin(request, response))
                        .accessDeniedHandler((request, response, e) -> denied(request, response)))
                .build();
    }

    private static HttpSecurity bare(HttpSecurity http) throws Exception {
        return http.headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(ContentPolicy.DIRECTIVES))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .permissionsPolicyHeader(policy -> policy.policy("geolocation=(), microphone=(), camera=()"))
                        .cacheControl(Customizer.withDefaults()))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static void toLogin(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
        String accept = request.getHeader("Accept");
        if (accept != null && (accept.contains("json") || accept.contains("event-stream"))) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String next = HttpMethod.GET.matches(request.getMethod()) ? request.getRequestURI() : "/";
        response.sendRedirect("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    /** A form too large is never read, so its key against forgery is missing: say what is really the matter. */
    private static void denied(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
        // A resident who follows an address copied from the desk finds the same order on their own page.
        Matcher order = DESK_ORDER.matcher(request.getRequestURI());
        if (HttpMethod.GET.matches(request.getMethod()) && order.matches()) {
            response.sendRedirect("/orders/" + order.group(1));
            return;
        }
        boolean tooLarge = request.getContentLengthLong() > LARGEST_FORM;
        response.sendError(
                tooLarge ? HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE : HttpServletResponse.SC_FORBIDDEN);
    }

    /** Nobody logs in through the framework: no generated user, no default password. */
    @Bean
    AuthenticationManager noFrameworkLogin() {
        return authentication -> {
            throw new org.springframework.security.authentication.DisabledException("Log in by the login page");
        };
    }
}
