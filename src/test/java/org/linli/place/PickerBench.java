package org.linli.place;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.linli.TestDatabase;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.context.ConfigurableApplicationContext;

/** How long the picker takes over the whole national list; docs/benchmarks.md says how to run it and what it said. */
final class PickerBench {

    private static final int TIMES = Integer.getInteger("times", 50);
    private static final PlaceCode COMMUNITY = new PlaceCode("350211003012");

    private PickerBench() {}

    public static void main(String[] args) throws SQLException {
        Map<String, String> database = TestDatabase.fresh();
        try (ConfigurableApplicationContext linli = NationalListTest.start(database)) {
            settle(database);
            PlaceCode compound = build(linli.getBean(Construction.class));
            Places places = linli.getBean(Places.class);
            System.out.println("| typed | where | found | median ms | 99 % ms |\n|---|---|--:|--:|--:|");
            for (String typed : List.of(
                    "宁宝",
                    "nbsq",
                    "nb",
                    "n",
                    "xm nb",
                    "厦门 宁宝",
                    "集美 nbsq",
                    "福建 厦门 集美 宁宝",
                    "社区",
                    "新村",
                    "村",
                    "大",
                    "xc",
                    "s s",
                    "省 x",
                    "zj x",
                    "北京 社区",
                    "区社",
                    "350211003012",
                    "不存在的",
                    "zzzzzz")) {
                time(places, typed, Optional.empty(), Optional.empty());
            }
            for (String typed : List.of(
                    "宁宝", "nbsq", "社区", "xl", "zzzzzz", "不存在的", "qh gd 歇春园", "云杉苑 3-2-1203", "3号楼 2单元 1203", "ysy 3")) {
                time(places, typed, Optional.of(COMMUNITY), Optional.empty());
            }
            for (String typed : List.of("3-2-1203", "3号楼", "1203")) {
                time(places, typed, Optional.empty(), Optional.of(compound));
            }
            for (String typed : List.of("nb", "社区", "zzzzzz")) {
                time(places, typed, Optional.empty(), Optional.of(new PlaceCode("41")));
            }
        }
    }

    /** The tests' server commits without waiting for the disk, and so the vacuum after the import came too early here. */
    private static void settle(Map<String, String> database) throws SQLException {
        try (Connection admin = TestDatabase.admin(database.get("spring.datasource.url"));
                Statement statement = admin.createStatement()) {
            statement.execute("checkpoint");
            statement.execute("vacuum place");
        }
    }

    private static PlaceCode build(Construction construction) {
        Actor administrator = new Actor(
                Optional.empty(),
                "",
                Duty.ADMINISTRATOR,
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(COMMUNITY));
        List<PlaceCode> built = new ArrayList<>();
        Acting.run(administrator, () -> {
            for (String name : List.of("云杉苑", "石榴园")) {
                built.add(construction.build(COMMUNITY, name));
                construction.generate(built.getLast(), new Layout(1, 20, 2, 30, 4));
            }
        });
        return built.getFirst();
    }

    private static void time(Places places, String typed, Optional<PlaceCode> near, Optional<PlaceCode> within) {
        long[] nanos = new long[TIMES];
        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            found = places.find(typed, near, within, 20).size();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        String where = near.map(place -> "near a community")
                .or(() -> within.map(
                        place -> "within a " + place.level().toString().toLowerCase(Locale.ROOT)))
                .orElse("country");
        System.out.printf(
                Locale.ROOT,
                "| `%s` | %s | %d | %.1f | %.1f |%n",
                typed,
                where,
                found,
                nanos[TIMES / 2] / 1e6,
                nanos[TIMES * 99 / 100] / 1e6);
    }
}
