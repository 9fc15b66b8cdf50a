package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.linli.api.Caller;
import org.linli.device.Alerts;
import org.linli.device.Devices.Proven;
import org.linli.device.Heard;
import org.linli.device.Reading;
import org.linli.kernel.Refusal;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What devices tell, by their own tokens 设备接口: one alert, or some at once. A device's number of an alert is its key: sent again it is
 * the same alert, so that no other key is asked for.
 */
@RestController
class DeviceApi {

    static final String PATH = "/api/v1/devices/alerts";

    private static final int MOST = 50;

    /** What became of each, in the order in which they were sent. */
    record AllHeard(List<Heard> alerts) {}

    private final Alerts alerts;
    private final JsonMapper json;

    DeviceApi(Alerts alerts, JsonMapper json) {
        this.alerts = alerts;
        this.json = json;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(device = true, answer = Heard.class, takes = Reading.class)
    ResponseEntity<Heard> tellAlert(HttpServletRequest request) {
        Proven device = device(request);
        Heard heard = alerts.take(device, reading(Sent.of(request, json), device), false);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(heard);
    }

    /** Each for itself: what one of them is refused for does not keep the others out. */
    @PostMapping(path = PATH + "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(device = true, answer = AllHeard.class, takes = Reading.class, many = MOST)
    ResponseEntity<AllHeard> tellAlerts(HttpServletRequest request) {
        Proven device = device(request);
        List<Heard> heard = Sent.many(request, json, "alerts", MOST).stream()
                .map(sent -> one(sent, device))
                .toList();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new AllHeard(heard));
    }

    private Heard one(Sent sent, Proven device) {
        try {
            return alerts.take(device, reading(sent, device), false);
        } catch (Refusal refusal) {
            String event = String.valueOf(sent.fields().getOrDefault("event", ""));
            return new Heard(
                    event.length() > 64 ? event.substring(0, 64) : event,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.of(refusal.code()));
        }
    }

    private Reading reading(Sent sent, Proven device) {
        try {
            return Form.reading(sent);
        } catch (Refusal refusal) {
            alerts.refused(device, refusal);
            throw refusal;
        }
    }

    private static Proven device(HttpServletRequest request) {
        Caller caller = TokenFilter.caller(request);
        return new Proven(caller.token(), caller.actor().name(), caller.actor().home());
    }
}
