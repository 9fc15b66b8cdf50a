package org.linli.api.web;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The description of the interface 接口说明, open to everybody: it tells how to ask, and nothing of what would be answered. */
@RestController
class DescriptionApi {

    static final String PATH = "/api/v1/openapi.json";

    private final Description description;

    DescriptionApi(Description description) {
        this.description = description;
    }

    @GetMapping(PATH)
    @Described(answer = Map.class)
    ResponseEntity<Map<String, Object>> openapi(
            @RequestHeader(name = "Accept-Language", defaultValue = "zh") String language) {
        Locale locale = language.startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(description.in(locale));
    }
}
