package org.linli.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.linli.platform.Settings;
import org.springframework.stereotype.Component;

/** Where people find us 公开地址: the address that whoever installed Linli set, else the one that was asked. */
@Component
public class PublicAddress {

    private final Settings settings;

    PublicAddress(Settings settings) {
        this.settings = settings;
    }

    /** Without a slash at its end. */
    public String of(HttpServletRequest request) {
        String known = settings.publicUrl();
        if (known != null && !known.isBlank()) {
            return known.replaceAll("/+$", "");
        }
        boolean usual = request.getServerPort() == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + request.getServerPort());
    }
}
