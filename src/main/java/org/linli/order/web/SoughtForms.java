package org.linli.order.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads what lists are asked with 筛选表单. Bound by the framework, the annotations of each field are parsed anew at each request: a
 * fifth of what the application spends on a list.
 */
@Component
class SoughtForms implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SoughtForm.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        return new SoughtForm(
                web.getParameter("words"),
                all(web.getParameterValues("state")),
                web.getParameter("stand"),
                all(web.getParameterValues("mark")),
                web.getParameter("category"),
                web.getParameter("place"),
                web.getParameter("exactly"),
                web.getParameter("handler"),
                web.getParameter("channel"),
                web.getParameter("from"),
                web.getParameter("until"),
                web.getParameter("figure"),
                web.getParameter("sort"),
                web.getParameter("q"),
                web.getParameter("at"),
                web.getParameter("after"),
                web.getParameter("ticked"));
    }

    private static @Nullable List<String> all(String @Nullable [] values) {
        return values == null ? null : List.of(values);
    }
}
