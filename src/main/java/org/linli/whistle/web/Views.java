package org.linli.whistle.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Organisation;
import org.linli.place.Inside;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Links.Linked;
import org.linli.platform.matter.Trace;
import org.linli.whistle.Department;
import org.linli.whistle.Whistle;
import org.linli.whistle.Whistles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the page of a whistle shows, in one transaction. */
@Component
@Transactional(readOnly = true)
class Views {

    private static final int PLACES = 200;

    /** What brings the matter on stands before what stops it. */
    private static final List<String> SHOWN = List.of(
            "approve", "blow", "redraft", "insist", "assign", "sign", "checkIn", "contact", "plan", "finish", "rate",
            "judge", "close", "object", "release", "dismiss", "return", "note", "cancel");

    private final Whistles whistles;
    private final Links links;
    private final Places places;
    private final Attachments attachments;
    private final Trips trips;

    Views(Whistles whistles, Links links, Places places, Attachments attachments, Trips trips) {
        this.trips = trips;
        this.whistles = whistles;
        this.links = links;
        this.places = places;
        this.attachments = attachments;
    }

    /** Refuses a whistle out of reach as not found. */
    WhistleView of(UUID id) {
        Whistle whistle = whistles.whistle(id);
        List<String> steps = whistle.open(Acting.current()).stream()
                .filter(SHOWN::contains)
                .sorted(Comparator.comparingInt(SHOWN::indexOf))
                .toList();
        PlaceCode place = whistle.matter().place();
        Trip trip = trips.begin();
        Supplier<String> where = places.fullName(trip, place);
        Supplier<List<Trace>> told = whistles.timeline(trip, whistle);
        Supplier<List<Picture>> photos = attachments.ofMatter(trip, id);
        Supplier<List<Linked>> linked = links.of(trip, id);
        List<Trace> timeline = told.get();
        List<PlaceCode> inside = steps.contains("checkIn")
                ? Stream.concat(
                                Stream.of(place),
                                places.children(place, "", PLACES).stream().map(Inside::code))
                        .toList()
                : List.of(place);
        List<Organisation> callable = steps.contains("assign") ? whistles.callable(whistle) : List.of();
        Map<PlaceCode, String> names = places.fullNames(Stream.of(
                        inside.stream(),
                        callable.stream().map(Organisation::place),
                        whistle.departments().stream()
                                .map(Department::checkInPlace)
                                .flatMap(Optional::stream),
                        timeline.stream()
                                .filter(trace -> trace.detail().containsKey("place"))
                                .map(trace -> PlaceCode.parse(trace.detail().get("place"))))
                .flatMap(of -> of)
                .collect(Collectors.toSet()));
        return new WhistleView(
                whistle, where.get(), Line.of(timeline, photos.get()), linked.get(), steps, callable, inside, names);
    }
}
