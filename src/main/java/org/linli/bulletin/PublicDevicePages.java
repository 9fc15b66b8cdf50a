package org.linli.bulletin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import linli.pages.Templates;
import org.linli.device.PublicDevices;
import org.linli.kernel.PlaceLevel;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The public page of a device, to which the notice beside it leads. */
@Controller
class PublicDevicePages {

    private final PublicDevices devices;
    private final Places places;
    private final Templates templates;

    PublicDevicePages(PublicDevices devices, Places places, Templates templates) {
        this.devices = devices;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping("/p/devices/{id}")
    Answer one(@PathVariable UUID id, Actor actor, Page page, HttpServletResponse response) {
        PublicDevices.Shown device = devices.one(id);
        Place community = places.place(device.place().at(PlaceLevel.COMMUNITY));
        if (!actor.known()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=60");
            response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        }
        return Answer.show(templates.bulletinDevice(
                page,
                new PublicDevice(
                        device,
                        devices.told(device),
                        places.fullName(device.place()),
                        community.name(),
                        community.code().value(),
                        community.phone())));
    }
}
