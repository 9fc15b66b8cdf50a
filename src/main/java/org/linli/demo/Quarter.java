package org.linli.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.linli.place.Position;

/**
 * A community of the demo world 演示社区: a real place with the figures published of it, and plainly invented people.
 *
 * @param short_ the beginning of its account names
 * @param weight how many of each hundred orders are placed here
 */
record Quarter(
        String code,
        String name,
        String short_,
        String phone,
        int weight,
        List<Estate> estates,
        List<String> merchants,
        boolean stewards) {

    /**
     * A compound of it.
     *
     * @param blocks the buildings, as runs of the same layout
     * @param promise minutes to the first human answer, 0 where none is promised
     * @param corner from where its buildings are drawn on the map, six in a row; invented as they are
     */
    record Estate(String name, List<Block> blocks, int promise, Optional<Position> corner) {

        /** Where its buildings stand, as the form takes it; empty where nobody has entered it. */
        String positions() {
            int buildings = blocks.stream().mapToInt(Block::buildings).sum();
            return corner.stream()
                    .flatMap(from -> IntStream.range(0, buildings)
                            .mapToObj(n -> "%d号楼 %s"
                                    .formatted(
                                            n + 1,
                                            new Position(
                                                    from.latitude() - n / 6 * 0.0007,
                                                    from.longitude() + n % 6 * 0.0006))))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** So many buildings of units × floors × homes a floor. */
    record Block(int buildings, int units, int floors, int homes) {}

    private static Estate estate(String name, int promise, Block... blocks) {
        return new Estate(name, List.of(blocks), promise, Optional.empty());
    }

    private static final List<String> FEW = List.of("邻里便民维修铺", "邻里理发店");

    /** The seven communities; buildings and homes of 东方现代城 (23, 3,281) and 德吉家园 (47, 2,275) as published. */
    static final List<Quarter> ALL = List.of(
            new Quarter(
                    "350211003012",
                    "宁宝社区",
                    "nb",
                    "0592-0000012",
                    30,
                    List.of(new Estate(
                            "宁宝世家", List.of(new Block(12, 2, 18, 2)), 5, Optional.of(new Position(24.5721, 118.0382)))),
                    FEW,
                    false),
            new Quarter(
                    "350211003003",
                    "纺织社区",
                    "fz",
                    "0592-0000003",
                    14,
                    List.of(estate("华铃花园", 5, new Block(8, 2, 25, 4))),
                    FEW,
                    false),
            new Quarter(
                    "350211003020",
                    "莲亭社区",
                    "lt",
                    "0592-0000020",
                    14,
                    List.of(
                            estate("莲花新城悦园", 5, new Block(6, 2, 20, 3)),
                            estate("莲花新城和园", 0, new Block(5, 2, 18, 3)),
                            estate("莲花新城雅园", 0, new Block(5, 2, 18, 3)),
                            estate("莲花新城怡园", 0, new Block(4, 2, 18, 3)),
                            estate("莲花新城康园", 0, new Block(4, 2, 18, 3)),
                            estate("莲花新城嘉园", 0, new Block(4, 2, 18, 3)),
                            estate("莲花新城馨园", 0, new Block(3, 2, 18, 3))),
                    FEW,
                    false),
            new Quarter(
                    "410181005005",
                    "学院路社区",
                    "xyl",
                    "0371-0000005",
                    12,
                    List.of(estate("学院小区", 0, new Block(10, 3, 6, 2)), estate("书香苑", 0, new Block(6, 2, 11, 2))),
                    List.of(
                            "邻里便民维修铺", "邻里理发店", "邻里裁缝铺", "邻里家电修理", "邻里管道疏通", "邻里开锁配钥匙", "邻里磨刀修伞", "邻里义诊室", "邻里药房",
                            "邻里法律咨询", "邻里早餐店", "邻里助餐点", "邻里洗衣店", "邻里家政", "邻里快递驿站", "邻里鲜果店"),
                    false),
            new Quarter(
                    "410181005002",
                    "政通路社区",
                    "zt",
                    "0371-0000002",
                    12,
                    List.of(estate(
                            "东方现代城", 0, new Block(21, 2, 18, 4), new Block(1, 2, 16, 4), new Block(1, 1, 43, 3))),
                    FEW,
                    false),
            new Quarter(
                    "410181005004",
                    "安泰街社区",
                    "at",
                    "0371-0000004",
                    8,
                    List.of(estate("颐豪园", 0, new Block(6, 2, 17, 3))),
                    FEW,
                    false),
            new Quarter(
                    "632523100008",
                    "歇春园社区",
                    "xc",
                    "0974-0000008",
                    10,
                    List.of(estate("德吉家园", 0, new Block(35, 4, 6, 2), new Block(11, 5, 5, 2), new Block(1, 3, 5, 3))),
                    FEW,
                    true));
}
