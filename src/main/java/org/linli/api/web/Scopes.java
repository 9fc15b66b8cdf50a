package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.linli.api.Scope;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks of each operation, before it is begun, whether the token was made for it 权限检查. */
@Configuration(proxyBeanMethods = false)
class Scopes implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Described described = method.getMethodAnnotation(Described.class);
            if (described != null) {
                for (Scope scope : described.scope()) {
                    TokenFilter.caller(request).needs(scope);
                }
            }
        }
        return true;
    }
}
