package org.linli.crash;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody of the demo world who is logged in 已登录的人, and the forms they send; several clients may share one. */
final class Desk {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DemoAccount account;
    private final String cookies;
    private final String csrf;

    private Desk(DemoAccount account, String cookies, String csrf) {
        this.account = account;
        this.cookies = cookies;
        this.csrf = csrf;
    }

    /** Logs in at the address. */
    static Desk login(String address, DemoAccount account) throws IOException, InterruptedException {
        HttpResponse<String> page = HTTP.send(
                HttpRequest.newBuilder(URI.create(address + "/login")).build(), HttpResponse.BodyHandlers.ofString());
        Matcher key = CSRF.matcher(page.body());
        if (!key.find()) {
            throw new AssertionError("No login page: " + page.statusCode() + " " + page.body());
        }
        String cookie = cookies(page);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("account", account.name());
        form.put("password", account.password());
        form.put("_csrf", key.group(1));
        HttpResponse<String> in = HTTP.send(
                HttpRequest.newBuilder(URI.create(address + "/login"))
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (in.statusCode() != 303) {
            throw new AssertionError("Not logged in: " + in.statusCode() + " " + in.body());
        }
        return new Desk(account, cookie + "; " + cookies(in), key.group(1));
    }

    private static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    DemoAccount account() {
        return account;
    }

    /** A request of this person, to be completed. */
    HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Cookie", cookies);
    }

    HttpResponse<String> get(String address, String path) throws IOException, InterruptedException {
        return HTTP.send(
                request(URI.create(address + path)).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String address, String path, Map<String, String> form, String once)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", csrf);
        all.put("_once", once);
        return HTTP.send(
                request(URI.create(address + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(all)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Places an order for somebody who called, in this person's own community. */
    HttpResponse<String> register(String address, String words, String once) throws IOException, InterruptedException {
        return post(
                address,
                "/desk/orders/new",
                Map.of(
                        "channel",
                        "PHONE",
                        "name",
                        "来电居民",
                        "phone",
                        "10000990001",
                        "category",
                        "02",
                        "words",
                        words,
                        "place",
                        account.community(),
                        "join",
                        "none"),
                once);
    }

    /** Follows what happens; the events come into the list as they are told, until the stream ends. */
    List<String> follow(String address, String path) {
        List<String> events = new CopyOnWriteArrayList<>();
        HTTP.sendAsync(
                request(URI.create(address + path))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(events)));
        return events;
    }

    private record Lines(List<String> events) implements java.util.concurrent.Flow.Subscriber<String> {

        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event:")) {
                events.add(line.substring("event:".length()).strip());
            }
        }

        @Override
        public void onError(Throwable gone) {
            events.add("gone");
        }

        @Override
        public void onComplete() {
            events.add("ended");
        }
    }
}
