package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.OrderMap;
import org.linli.order.OrderMap.Spot;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Choices;
import org.linli.order.web.MapView.Block;
import org.linli.order.web.MapView.Drawn;
import org.linli.order.web.MapView.Group;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.place.Places;
import org.linli.place.Positions;
import org.linli.place.Positions.Ground;
import org.linli.place.Standing;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.ContentPolicy;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The map of open orders 事项地图: buildings and grids drawn of our own data, with the conditions of the list. */
@Controller
class MapPages {

    private final OrderMap map;
    private final Positions positions;
    private final Grids grids;
    private final Places places;
    private final Conditions conditions;
    private final MapSettings settings;
    private final Templates templates;

    MapPages(
            OrderMap map,
            Positions positions,
            Grids grids,
            Places places,
            Conditions conditions,
            MapSettings settings,
            Templates templates) {
        this.map = map;
        this.positions = positions;
        this.grids = grids;
        this.places = places;
        this.conditions = conditions;
        this.settings = settings;
        this.templates = templates;
    }

    /** It shows what is open; whether something is over, and the order of a list, are passed over. */
    @GetMapping(MapView.PATH)
    Answer map(SoughtForm form, Page page, HttpServletResponse response) {
        ContentPolicy.showsPictures(response, settings.origins());
        return conditions.answer(
                form,
                asked -> asked.standing(Optional.empty()).sorted(Sought.Sort.NEWEST),
                MapView.PATH,
                page.actor(),
                (sought, where, refused) -> show(sought, where, page, refused));
    }

    private JteModel show(Sought sought, RoutesView.Where where, Page page, Optional<Refusal> refused) {
        Actor actor = page.actor();
        PlaceCode extent = extent(sought, actor);
        Ground ground = positions.ground(extent);
        if (ground.grouped()) {
            extent = closer(sought, extent);
            ground = positions.ground(extent);
        }
        Map<PlaceCode, Spot> spots = new LinkedHashMap<>(map.spots(sought, extent, ground.grouped()));
        List<Block> blocks = blocks(sought, extent, ground, spots);
        Choices choices = conditions.choices(actor);
        return templates.orderMap(
                page,
                new MapView(
                        sought,
                        places.name(extent),
                        blocks,
                        ground.grouped(),
                        spots.values().stream().mapToLong(Spot::orders).sum(),
                        choices,
                        conditions.chips(sought, choices, page, MapView.PATH),
                        where,
                        new MapView.Under(
                                settings.tiles(), settings.labels(), settings.subdomains(), settings.attribution()),
                        refused));
    }

    /** A compound, a community, or what is above one: the place looked for where the acting person's own is above a community. */
    private static PlaceCode extent(Sought sought, Actor actor) {
        PlaceCode own = actor.home();
        boolean above = own.level().compareTo(PlaceLevel.COMMUNITY) < 0;
        PlaceCode shown = above ? sought.place().filter(own::contains).orElse(own) : own;
        if (above && shown.level().compareTo(PlaceLevel.COMMUNITY) > 0) {
            return shown.at(PlaceLevel.COMMUNITY);
        }
        return shown.level().compareTo(PlaceLevel.COMPOUND) > 0 ? shown.at(PlaceLevel.COMPOUND) : shown;
    }

    /** Of a community with too many buildings for one map, the compound that is looked into. */
    private static PlaceCode closer(Sought sought, PlaceCode community) {
        return sought.place()
                .filter(place -> community.contains(place) && place.level().compareTo(PlaceLevel.COMPOUND) >= 0)
                .map(place -> place.at(PlaceLevel.COMPOUND))
                .orElse(community);
    }

    /** Takes what it draws out of the spots. */
    private List<Block> blocks(Sought sought, PlaceCode extent, Ground ground, Map<PlaceCode, Spot> spots) {
        boolean local = extent.level().compareTo(PlaceLevel.COMMUNITY) >= 0;
        List<Grid> drawn = local ? grids.of(extent.at(PlaceLevel.COMMUNITY)) : List.of();
        Map<String, Map<String, List<Drawn>>> blocks = new LinkedHashMap<>();
        if (local && spots.containsKey(extent.at(PlaceLevel.COMMUNITY))) {
            PlaceCode community = extent.at(PlaceLevel.COMMUNITY);
            put(blocks, "", "", here(sought, new Standing(community, places.name(community), Optional.empty()), spots));
        }
        String compound = "";
        for (Standing one : ground.places()) {
            if (!local || ground.grouped()) {
                Spot spot = taken(one, spots);
                Sought there = sought.at(Optional.of(one.code()));
                put(
                        blocks,
                        "",
                        grid(one.code(), drawn),
                        new Drawn(one.name(), false, spot, ListView.at(MapView.PATH, there.query()), one.position()));
            } else if (one.code().level() == PlaceLevel.COMPOUND) {
                compound = one.name();
                put(blocks, compound, grid(one.code(), drawn), here(sought, one, spots));
            } else {
                put(blocks, compound, grid(one.code(), drawn), here(sought, one, spots));
            }
        }
        return blocks.entrySet().stream()
                .map(block -> new Block(
                        block.getKey(),
                        block.getValue().entrySet().stream()
                                .map(group -> new Group(group.getKey(), group.getValue()))
                                .toList()))
                .toList();
    }

    private static void put(Map<String, Map<String, List<Drawn>>> blocks, String compound, String grid, Drawn drawn) {
        blocks.computeIfAbsent(compound, name -> new LinkedHashMap<>())
                .computeIfAbsent(grid, name -> new ArrayList<>())
                .add(drawn);
    }

    /** What holds buildings has itself only what is at none of them. */
    private static Drawn here(Sought sought, Standing one, Map<PlaceCode, Spot> spots) {
        Spot spot = taken(one, spots);
        boolean holds = one.code().level() != PlaceLevel.BUILDING;
        String href = spot.orders() == 0 ? "" : MapView.list(sought, one.code(), holds);
        return new Drawn(one.name(), holds, spot, href, one.position());
    }

    private static Spot taken(Standing one, Map<PlaceCode, Spot> spots) {
        Spot spot = spots.remove(one.code());
        return spot == null ? new Spot(one.code(), 0, 0, 0) : spot;
    }

    private static String grid(PlaceCode place, List<Grid> grids) {
        record Held(Grid grid, PlaceCode prefix) {}
        return grids.stream()
                .flatMap(grid -> grid.prefixes().stream().map(prefix -> new Held(grid, prefix)))
                .filter(held -> held.prefix().contains(place))
                .max(Comparator.comparingInt(held -> held.prefix().value().length()))
                .map(held -> held.grid().name())
                .orElse("");
    }
}
