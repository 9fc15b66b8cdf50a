package org.linli.platform.web;

import java.util.List;
import linli.pages.StaticTemplates;
import linli.pages.Templates;
import org.linli.platform.FreeSpace;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final Arguments arguments;
    private final Answer.Writer answers;
    private final FreeSpace space;

    WebConfiguration(Arguments arguments, Answer.Writer answers, FreeSpace space) {
        this.arguments = arguments;
        this.answers = answers;
        this.space = space;
    }

    @Bean
    static Templates templates() {
        return new StaticTemplates();
    }

    @Bean
    static WebMvcRegistrations routesByBeginning() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new RoutesByShape();
            }
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(arguments);
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(answers);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Legible());
        registry.addInterceptor(new WritesNeedRoom(space)).excludePathPatterns(WritesNeedRoom.SMALL);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // A WebJar's path holds its version: it never changes.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(java.time.Duration.ofDays(365))
                        .cachePublic()
                        .immutable());
    }
}
