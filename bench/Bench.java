import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The application beside its own SQL. For each size it fills a database, takes down from the server's log what the
 * application asks for one page, gives exactly that to pgbench, and runs wrk against the application and pgbench against
 * the database in turns. {@code bench/run} says how to call it; the figures go into docs/benchmarks.md.
 */
public class Bench {

    static final Path HERE = Path.of("bench");
    static final Path WORK = Path.of(System.getProperty("work", "target/bench"));
    static final int PORT = Integer.getInteger("port", 18080);
    static final int ROUNDS = Integer.getInteger("rounds", 5);
    static final int SECONDS = Integer.getInteger("seconds", 8);
    /** Each page is warmed until the compiler of the JVM is quiet, but no longer than this: it shares the processors with everything else, and what a trained cache knows it compiles to the end only after tens of thousands of calls. */
    static final int WARM = Integer.getInteger("warm", 420);
    /** The share of one processor below which the compiler counts as quiet. */
    static final double QUIET = 0.02;
    /** Of each page while the cache is trained. */
    static final int LEARN = Integer.getInteger("learn", 40);
    static final int CLIENTS = 32;
    /** Who warms: fewer, so that the compiler gets its turn. */
    static final int FEW = 8;
    /** Before each measured run, in seconds. */
    static final int LEAD = 3;
    /** Only one of order, open, inbox, list, search, open311, cycle and export; the report is then printed and not written. */
    static final String ONLY = System.getProperty("only", "");
    /** Those left out. */
    static final List<String> SKIP = List.of(System.getProperty("skip", "").split(","));
    /** Those that are asked for by one client up to 256. */
    static final List<String> CURVES = List.of(System.getProperty("curves", "order,inbox,cycle").split(","));
    /** Of several sizes, at the end: all applications stand, and are asked in turns. Alone, without anything before it, where it is {@code only}. */
    static final String BESIDE = System.getProperty("beside", "");
    /** Only the table of the application beside pgbench, for sizes whose other figures are like those of a smaller one. */
    static final boolean BRIEF = Boolean.getBoolean("brief");
    static final String JAVA = ProcessHandle.current().info().command().orElse("java");
    static final HttpClient HTTP = HttpClient.newHttpClient();

    final int orders;
    final int communities;
    /** Orders of one community, but for the few that are left over. */
    final int each;
    final Path data;
    final int port;
    final String address;
    List<String> jar = List.of("-jar", "target/linli.jar");
    Process linli;
    String cookie = "";
    String key = "";
    /** As load.sql hashes it. */
    static final String PASSWORD = "Bench23456";

    Bench(int orders, int port) {
        this.port = port;
        this.address = "http://127.0.0.1:" + port;
        this.orders = orders;
        this.communities = Math.max(1, orders * 3 / 10_000);
        this.each = orders / communities;
        this.data = WORK.resolve("data-" + orders);
    }

    public static void main(String[] arguments) throws Exception {
        List<Integer> sizes = arguments.length == 0
                ? List.of(100_000, 1_000_000)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        Files.createDirectories(WORK);
        StringBuilder report = new StringBuilder();
        for (int size : BESIDE.equals("only") ? List.<Integer>of() : sizes) {
            Bench bench = new Bench(size, PORT);
            try {
                bench.run(report);
            } finally {
                bench.stop();
            }
            if (!ONLY.isEmpty()) {
                System.out.println(report);
            } else if (!Boolean.getBoolean("load")) {
                write(report);
            }
        }
        if (!BESIDE.isEmpty() && sizes.size() > 1) {
            beside(sizes, report);
        }
    }

    /**
     * The same pages and steps of several sizes, on one machine within seconds of each other: what a size costs, and not what the machine
     * has become since the size before. Asks for trained caches, which the runs before have written.
     */
    static void beside(List<Integer> sizes, StringBuilder report) throws Exception {
        List<Bench> all = new ArrayList<>();
        try {
            for (int size : sizes) {
                Bench bench = new Bench(size, PORT + all.size());
                all.add(bench);
                bench.jar = trained();
                bench.start();
                bench.ready();
            }
            report.append("\nThe sizes side by side: all applications stand, one is asked at a time by %d clients, in turns, %d times %d s each. The last column has what the smallest did for each of the largest, round by round.\n\n| what |"
                    .formatted(CLIENTS, ROUNDS, SECONDS));
            sizes.forEach(size -> report.append(" %,d orders, a second |".formatted(size)));
            report.append(" smallest / largest |\n|---|").append("--:|".repeat(sizes.size() + 1)).append('\n');
            for (String what : List.of("order", "inbox", "cycle")) {
                for (Bench bench : all) {
                    bench.warmed(what);
                    bench.sql("-c", "vacuum analyze", "-c", "checkpoint");
                }
                report.append(turns(what, all));
            }
        } finally {
            for (Bench bench : all) {
                bench.stop();
            }
        }
        if (BESIDE.equals("only")) {
            System.out.println(report);
        } else {
            write(report);
        }
    }

    static String turns(String what, List<Bench> all) throws Exception {
        List<List<Double>> rates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        all.forEach(bench -> rates.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).wrk(what, CLIENTS, LEAD, 0);
                rates.get(i).add(all.get(i).wrk(what, CLIENTS, SECONDS, 0).rate());
                all.get(i).rated(what);
            }
            ratios.add(rates.getFirst().getLast() / rates.getLast().getLast());
            int now = round;
            System.out.printf("%s beside each other: %s%n", what, rates.stream().map(of -> "%.0f".formatted(of.get(now))).toList());
        }
        StringBuilder line = new StringBuilder("| " + name(what) + " |");
        rates.forEach(of -> line.append(" %,.0f |".formatted(median(of))));
        return line.append(" %.2f (%.2f to %.2f) |\n".formatted(median(ratios), ratios.stream().min(Double::compare).orElseThrow(), ratios.stream().max(Double::compare).orElseThrow())).toString();
    }

    static void write(StringBuilder report) throws IOException {
        Path docs = Path.of("docs/benchmarks.md");
        String text = Files.readString(docs);
        String begin = "<!-- bench/run writes from here -->\n", end = "<!-- to here -->";
        int from = text.indexOf(begin) + begin.length(), to = text.indexOf(end);
        Files.writeString(docs, text.substring(0, from) + report + text.substring(to));
        System.out.println(report);
    }

    void run(StringBuilder report) throws Exception {
        boolean loaded = Files.exists(data.resolve("loaded"));
        if (!loaded && Files.exists(data)) {
            start(List.of("rm", "-r", data.toString()), WORK.resolve("rm.log")).waitFor();
        }
        long begin = System.nanoTime();
        start();
        if (!loaded) {
            String first = "%.1f".formatted((System.nanoTime() - begin) / 1e9);
            say("very first start: %s s", first);
            whole();
            say("the demo world is whole after %d s", since(begin));
            load();
            Files.writeString(data.resolve("first"), first);
        }
        if (Boolean.getBoolean("load")) {
            return;
        }
        ready();
        if (ONLY.equals("export")) {
            exported(report);
            return;
        }
        Map<String, Path> scripts = scripts();
        scripts.keySet().removeIf(what -> !wanted(what));
        train(scripts);
        report.append("\n### %,d orders in %,d communities\n\nLoaded in %s s.\n\n".formatted(orders, communities, Files.readString(data.resolve("loaded")).strip()));
        report.append("The very first start before, on an empty folder and with the whole national list to bring in: %s s to the first page.\n\n".formatted(Files.readString(data.resolve("first")).strip()));
        report.append("Concurrency %d, medians of %d alternating runs of %d s each with a trained cache, warmed by %d clients until the compiler took less than %.0f %% of a processor, or for %d s; a cycle is place + dispatch + accept + done (four requests).\n\n"
                .formatted(CLIENTS, ROUNDS, SECONDS, FEW, 100 * QUIET, WARM));
        report.append("| what | app a second | p50 ms | p99 ms | pgbench a second | app / pgbench | statements |\n|---|--:|--:|--:|--:|--:|--:|\n");
        StringBuilder thinking = new StringBuilder("\nAt about 80 % of the most, 64 clients that think between two requests, of three runs the one in the middle:\n\n| what | aimed at a second | reached | p99 ms |\n|---|--:|--:|--:|\n");
        StringBuilder many = new StringBuilder("\nFrom 1 to 256 clients, requests a second (p99 ms); medians of 3 runs, each after those of fewer and more clients; nothing failed unless it is said:\n\n| what | 1 | 8 | 32 | 64 | 128 | 256 | 256 / best |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Map.Entry<String, Path> script : scripts.entrySet()) {
            String what = script.getKey();
            warmed(what);
            sql("-c", "vacuum analyze", "-c", "checkpoint");
            double rate = compared(what, script.getValue(), report);
            if (List.of("order", "inbox", "cycle").contains(what)) {
                thought(what, rate, thinking);
                if (!BRIEF && CURVES.contains(what)) {
                    crowded(what, many);
                }
            }
        }
        report.append(thinking);
        if (BRIEF) {
            if (orders >= 1_000_000 && wanted("export")) {
                exported(report);
            }
            return;
        }
        report.append(many);
        if (!ONLY.isEmpty()) {
            return;
        }
        storm(report);
        if (orders >= 1_000_000 && wanted("export")) {
            exported(report);
        }
        restart(report);
    }

    /** The application and pgbench in turns. */
    double compared(String what, Path script, StringBuilder report) throws Exception {
        List<Run> app = new ArrayList<>();
        List<Double> base = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double drawn = pgbench(drawing(script), CLIENTS, SECONDS);
        for (int round = 0; round < ROUNDS; round++) {
            // As pgbench's clients do, the application's connections first plan again what the vacuuming before made stale.
            wrk(what, CLIENTS, LEAD, 0);
            Run run = wrk(what, CLIENTS, SECONDS, 0);
            rated(what);
            double tps = 1 / (1 / pgbench(script, CLIENTS, SECONDS) - 1 / drawn);
            rated(what);
            app.add(run);
            base.add(tps);
            ratios.add(run.rate() / tps);
            say("%s: app %.0f/s p99 %.1f ms, pgbench %.0f/s, ratio %.2f, wrong %d", what, run.rate(), run.p99(), tps, run.rate() / tps, run.wrong());
        }
        double rate = median(app.stream().map(Run::rate).toList());
        report.append("| %s | %,.0f | %.1f | %.1f | %,.0f | %.2f | %d |\n".formatted(name(what), rate,
                median(app.stream().map(Run::p50).toList()), median(app.stream().map(Run::p99).toList()),
                median(base), median(ratios), statements(script)));
        return rate;
    }

    void thought(String what, double most, StringBuilder report) throws Exception {
        double aim = most * 0.8;
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add(wrk(what, 64, 2 * SECONDS, 64 * 1000 / (what.equals("cycle") ? 4 * aim : aim)));
            rated(what);
        }
        Run run = middle(runs, Run::p99);
        report.append("| %s | %,.0f | %,.0f | %.1f |\n".formatted(name(what), aim, run.rate(), run.p99()));
        say("%s at 80 %%: %.0f/s p99 %.1f of %s", what, run.rate(), run.p99(), runs.stream().map(r -> "%.0f".formatted(r.p99())).toList());
    }

    /** From one client to many and again from the start, three times: what the machine becomes meanwhile is not taken for what clients cost. */
    void crowded(String what, StringBuilder report) throws Exception {
        Map<Integer, List<Run>> of = new LinkedHashMap<>();
        for (int round = 0; round < 3; round++) {
            for (int clients : List.of(1, 8, 32, 64, 128, 256)) {
                // What is still being answered when a run ends is not counted: of many clients that is as much as each does in seconds.
                Run run = wrk(what, clients, SECONDS + clients / 16, 0);
                rated(what);
                of.computeIfAbsent(clients, any -> new ArrayList<>()).add(run);
                say("%s with %d clients: %.0f/s p99 %.1f wrong %d", what, clients, run.rate(), run.p99(), run.wrong());
            }
        }
        StringBuilder line = new StringBuilder("| " + name(what));
        double most = 0, last = 0;
        long wrong = 0;
        for (List<Run> runs : of.values()) {
            Run run = middle(runs, Run::rate);
            most = Math.max(most, run.rate());
            last = run.rate();
            wrong += runs.stream().mapToLong(Run::wrong).sum();
            line.append(" | %,.0f (%.0f)".formatted(run.rate(), run.p99()));
        }
        report.append(line).append(" | %.2f%s |\n".formatted(last / most, wrong == 0 ? "" : ", " + wrong + " wrong"));
    }

    /** What was done is rated, as residents would: otherwise each run of steps would leave thousands of open orders to the few communities of a small size. */
    void rated(String what) throws Exception {
        if (what.equals("cycle")) {
            sql("-c", "set session_replication_role = replica",
                    "-c", "update matter set state = 'CLOSED', ended_at = now(), due_at = null, soon_at = null where kind = 'order' and state in ('DONE', 'DISPATCHED', 'ACCEPTED', 'PLACED') and id >= '01920000-0000-7000-8000-000000000000'",
                    "-c", "delete from scheduled_tasks where task_name = 'deadline' and not picked",
                    "-c", "vacuum matter", "-c", "vacuum scheduled_tasks", "-c", "vacuum event_publication", "-c", "vacuum answered_request");
        }
    }

    /** Fills the database in two sessions at once, without waiting for the disk: a load that is cut off is begun anew. */
    void load() throws Exception {
        long begin = System.nanoTime();
        String[] hurried = {"fsync off", "full_page_writes off", "wal_level minimal", "max_wal_senders 0", "max_wal_size 8GB", "checkpoint_timeout 1h", "autovacuum off"};
        sql(Arrays.stream(hurried).map(s -> s.split(" ")).flatMap(s -> Stream.of("-c", "alter system set " + s[0] + " = '" + s[1] + "'")).toArray(String[]::new));
        stop();
        start();
        // What the application does by the clock would wait for whole tables, and read them whole while they have no indexes: it is shut out, and bears that.
        sql("-c", "alter role linli_app connection limit 0", "-c", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'linli_app'");
        sql("-v", "orders=" + orders, "-v", "communities=" + communities, "-f", file("load.sql"));
        // The trail takes as long as all else, and what orders are found by as long as all other indexes.
        String trail = "'timeline_entry'", others = "'matter','service_order','order_text','notice'";
        atOnce(List.of("-v", "filled=" + trail, "-v", "trail=true", "-v", "kind=btree", "-f", file("load-orders.sql"), "-f", file("load-indexes.sql")),
                List.of("-v", "filled=" + others, "-v", "trail=false", "-v", "kind=gin", "-f", file("load-orders.sql"), "-f", file("load-indexes.sql")));
        say("rows and indexes are in after %d s", since(begin));
        // What may be read off an index alone shows only when no older transaction is left.
        atOnce(List.of("-v", "filled=" + trail, "-f", file("load-vacuum.sql")), List.of("-v", "filled=" + others, "-f", file("load-vacuum.sql")));
        sql("-f", file("load-checks.sql"));
        sql(Arrays.stream(hurried).flatMap(s -> Stream.of("-c", "alter system reset " + s.split(" ")[0])).toArray(String[]::new));
        sql("-c", "alter role linli_app connection limit -1");
        stop();
        start(List.of("sync"), WORK.resolve("sync.log")).waitFor();
        start();
        Files.writeString(data.resolve("loaded"), "" + since(begin));
        say("loaded %d orders of %d communities in %d s", orders, communities, since(begin));
    }

    static long since(long begin) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    static String file(String name) {
        return HERE.resolve(name).toString();
    }

    /** Two calls of psql side by side. */
    void atOnce(List<String> one, List<String> other) throws Exception {
        Path out = WORK.resolve("psql-beside.txt");
        Process beside = psql(other, out);
        try {
            sql(one.toArray(String[]::new));
        } finally {
            if (beside.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(out));
            }
        }
    }

    /** A million of the loaded orders, about, as a workbook, and what of the heap it took; what is used between two collections is counted too. */
    void exported(StringBuilder report) throws Exception {
        heap("GC.run");
        long idle = heap("GC.heap_info");
        long peak = idle;
        long begin = System.nanoTime();
        // The loaded orders lie evenly over 395 days that ended five days ago.
        java.time.LocalDate today = java.time.LocalDate.now();
        String export = post("/desk/orders/exports", "linli_session=bench-city", "layout=019a0000-0000-7000-8000-000000000001&format=XLSX&filter=from%3D"
                + today.minusDays(6 + 395_000_000L / orders) + "%26until%3D" + today.minusDays(2));
        String state = "RUNNING";
        while (state.equals("RUNNING")) {
            peak = Math.max(peak, heap("GC.heap_info"));
            // Asking costs more than a row does.
            TimeUnit.SECONDS.sleep(2);
            state = sql("-At", "-c", "select state from order_export where id = '" + export.substring(export.length() - 36) + "'");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        String[] made = sql("-At", "-F", " ", "-c", "select written, (select sum(length(bytes)) from order_export_part p where p.export = e.id) from order_export e where id = '"
                + export.substring(export.length() - 36) + "'").split(" ");
        report.append("\nExport of %,d orders as XLSX (%,d MB): %s in %.0f s, %,.0f rows a second; heap used %,d MB before, at most %,d MB meanwhile (garbage not yet collected included).\n".formatted(
                Long.parseLong(made[0]), Long.parseLong(made[1]) >> 20, state, seconds, Long.parseLong(made[0]) / seconds, idle >> 10, peak >> 10));
        say("export: %s %s rows in %.0f s, heap %d to %d MB", state, made[0], seconds, idle >> 10, peak >> 10);
    }

    /** Kilobytes of the heap in use. */
    long heap(String command) throws Exception {
        Path out = WORK.resolve("heap.txt");
        start(List.of(Path.of(JAVA).resolveSibling("jcmd").toString(), "" + linli.pid(), command), out).waitFor();
        Matcher used = Pattern.compile("total \\d+K, used (\\d+)K").matcher(Files.readString(out));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    static Run middle(List<Run> runs, ToDoubleFunction<Run> by) {
        return runs.stream().sorted(Comparator.comparingDouble(by)).toList().get(runs.size() / 2);
    }

    void storm(StringBuilder report) throws Exception {
        Run calm = wrk("order", 8, SECONDS, 0);
        Process storm = start(List.of("wrk", "-t", "2", "-c", "64", "-d", (2 * SECONDS + 4) + "s", "-s", HERE.resolve("login.lua").toString(),
                address, "--", "" + communities, cookie, key, PASSWORD), WORK.resolve("storm.txt"));
        TimeUnit.SECONDS.sleep(3);
        Run during = wrk("order", 8, 2 * SECONDS, 0);
        storm.waitFor();
        String said = Files.readString(WORK.resolve("storm.txt")).lines().filter(l -> l.startsWith("result")).findFirst().orElse("");
        Map<String, Long> values = values(said);
        report.append(("\nA storm of logins (64 connections that ask for nothing else, Argon2id) beside 8 clients reading order pages: %,.0f pages a second (p99 %.1f ms) instead of %,.0f (p99 %.1f ms), "
                + "%d wrong; meanwhile %,.0f logins a second succeeded and %,.0f a second were asked to come back in a moment.\n").formatted(
                during.rate(), during.p99(), calm.rate(), calm.p99(), during.wrong(),
                values.get("entered") * 1e6 / values.get("micros"), values.get("later") * 1e6 / values.get("micros")));
        say("storm: %s, order pages %.0f/s instead of %.0f/s, p99 %.1f", said, during.rate(), calm.rate(), during.p99());
    }

    /** Starts on the filled folder: the faster start of docs/operations.md, and the jar as it is. */
    void restart(StringBuilder report) throws Exception {
        stop();
        List<Double> cached = starts();
        jar = List.of("-jar", "target/linli.jar");
        List<Double> plain = starts();
        report.append("\nStart on this filled data folder, from the command to the first page, medians of %d: %.1f s as one jar, %.1f s unpacked with the trained cache and with the beans worked out beforehand.\n".formatted(
                ROUNDS, median(plain), median(cached)));
        say("start: %s, with cache %s", plain, cached);
    }

    List<Double> starts() throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            start();
            seconds.add((System.nanoTime() - begin) / 1e9);
            stop();
        }
        return seconds;
    }

    static String name(String what) {
        return switch (what) {
            case "order" -> "order page";
            case "open" -> "order page, still to be dispatched";
            case "inbox" -> "inbox page of 20";
            case "list" -> "list with three filters";
            case "search" -> "search by words";
            case "open311" -> "Open311 requests, 50";
            default -> "cycle";
        };
    }

    // The application

    void start() throws Exception {
        linli = start(command(), log());
        HttpRequest login = HttpRequest.newBuilder(URI.create(address + "/login")).build();
        for (int i = 0; ; i++) {
            try {
                if (HTTP.send(login, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (i > 30_000 || !linli.isAlive()) {
                    throw new IllegalStateException("Linli did not start; see " + log());
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    Path log() {
        return WORK.resolve("linli-" + port + ".log");
    }

    /** Pages are served while the demo world of the first start is still told. */
    void whole() throws Exception {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness")).build();
        while (HTTP.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode() != 200) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(System.getProperty("flags", "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+UseTransparentHugePages -XX:-SegmentedCodeCache -Xmx512m -Xmn256m").split(" ")));
        command.addAll(jar);
        // One address reads what many would.
        command.addAll(List.of("--server.port=" + port, "--linli.data=" + data, "--linli.open311.reads-per-minute=1000000000"));
        return command;
    }

    void stop() throws Exception {
        if (linli != null) {
            linli.destroy();
            linli.waitFor();
        }
    }

    void ready() throws Exception {
        keys();
        // The demo world's webhook answers nobody, and is tried again and again.
        sql("-c", "update webhook set disabled_at = now()");
        quiet();
    }

    /** The cookie and key against forgery of one visitor, which serve any session. */
    void keys() throws Exception {
        HttpResponse<String> login = HTTP.send(HttpRequest.newBuilder(URI.create(address + "/login")).build(), HttpResponse.BodyHandlers.ofString());
        cookie = login.headers().allValues("set-cookie").stream().filter(c -> c.startsWith("XSRF-TOKEN="))
                .map(c -> c.substring("XSRF-TOKEN=".length(), c.indexOf(';'))).findFirst().orElseThrow();
        key = found("name=\"_csrf\" value=\"([^\"]+)\"", login.body());
    }

    static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern);
        }
        return matcher.group(1);
    }

    static boolean wanted(String what) {
        return (ONLY.isEmpty() || ONLY.equals(what)) && !SKIP.contains(what);
    }

    /** Asks for it until the compiler is quiet. */
    void warmed(String what) throws Exception {
        for (int warm = 0; warm < WARM; warm += 20) {
            double before = compiled();
            warm(what, 20);
            double share = (compiled() - before) / 20;
            System.out.printf("%s warmed for %d s, the compiler takes %.0f %% of a processor%n", what, warm + 20, 100 * share);
            if (share >= 0 && share < QUIET) {
                return;
            }
        }
    }

    /** How many seconds of a processor the compiler's threads have taken; less than before where one of them has ended. */
    double compiled() throws Exception {
        double ticks = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(linli.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat;
                try {
                    stat = Files.readString(thread.resolve("stat"));
                } catch (IOException ended) {
                    continue;
                }
                if (stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler")) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        }
        return ticks / 100;
    }

    void warm(String what, int seconds) throws Exception {
        if (!what.equals("cycle")) {
            wrk(what, FEW, seconds, 0);
            return;
        }
        // What the steps leave to be done piles up beside a stream of them without end, so it gets pauses.
        for (int i = 0; i < seconds; i += 10) {
            wrk(what, FEW, 10, 0);
        }
        rated(what);
    }

    /** As docs/operations.md has it: unpacked, with a cache that one run under load writes as it ends, and started with that. One cache serves all sizes. */
    void train(Map<String, Path> scripts) throws Exception {
        stop();
        Path unpacked = WORK.resolve("unpacked"), built = Path.of("target/linli.jar");
        Path cache = unpacked.resolve("linli.aot");
        if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(built)) < 0) {
            learn(scripts, unpacked, cache);
        }
        jar = trained();
        start();
        ready();
    }

    static List<String> trained() {
        Path unpacked = WORK.resolve("unpacked");
        return List.of("-Dspring.aot.enabled=true", "-XX:AOTCache=" + unpacked.resolve("linli.aot"), "-jar", unpacked.resolve("linli.jar").toString());
    }

    void learn(Map<String, Path> scripts, Path unpacked, Path cache) throws Exception {
        if (start(List.of(JAVA, "-Djarmode=tools", "-jar", "target/linli.jar", "extract", "--force", "--destination", unpacked.toString()), WORK.resolve("extract.log")).waitFor() != 0) {
            throw new IllegalStateException(Files.readString(WORK.resolve("extract.log")));
        }
        Files.deleteIfExists(cache);
        jar = List.of("-Dspring.aot.enabled=true", "-XX:AOTCacheOutput=" + cache, "-jar", unpacked.resolve("linli.jar").toString());
        start();
        keys();
        for (String what : scripts.keySet()) {
            warm(what, LEARN);
        }
        stop();
        if (!Files.exists(cache)) {
            throw new IllegalStateException("No cache was written; see " + log());
        }
    }

    // wrk

    record Run(double rate, double p50, double p99, long wrong) {}

    Run wrk(String what, int clients, int seconds, double think) throws Exception {
        Path out = WORK.resolve("wrk.txt");
        boolean cycle = what.equals("cycle");
        List<String> command = new ArrayList<>(List.of("wrk", "-t", "" + (cycle ? clients : Math.min(2, clients)), "-c", "" + clients,
                "-d", seconds + "s", "--timeout", "10s", "-s", HERE.resolve(cycle ? "cycle.lua" : "read.lua").toString(), address, "--", "" + communities));
        command.addAll(cycle ? List.of(cookie, key, Double.toString(think)) : List.of("" + each, cookie, what, Double.toString(think)));
        Process process = start(command, out);
        process.waitFor();
        long ended = System.nanoTime();
        if (cycle) {
            // One session that looks again and again: each new one would cost what is measured.
            sql("-c", "do $$ begin while exists (select from event_publication) loop perform pg_sleep(0.01); end loop; end $$");
        }
        // What the steps leave to be done after their answers counts as part of them.
        double drain = cycle ? (System.nanoTime() - ended) / 1e3 : 0;
        String text = Files.readString(out);
        Map<String, Long> values = values(text.lines().filter(l -> l.startsWith("result")).findFirst().orElseThrow(() -> new IllegalStateException(text)));
        // A step of four is a quarter of a cycle: at 256 clients one cycle takes longer than a run.
        double count = cycle ? values.get("steps") / 4.0 : values.get("requests");
        long wrong = values.get("status") + values.get("socket") + values.getOrDefault("wrong", 0L);
        return new Run(count * 1e6 / (values.get("micros") + drain), values.get("p50") / 1e3, values.get("p99") / 1e3, wrong);
    }

    static Map<String, Long> values(String line) {
        Map<String, Long> values = new TreeMap<>();
        Matcher matcher = Pattern.compile("(\\w+)=(\\d+)").matcher(line);
        while (matcher.find()) {
            values.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return values;
    }

    // pgbench

    static long statements(Path script) throws IOException {
        return Files.readAllLines(script).stream().filter(l -> l.endsWith(";")).count();
    }

    /** Transactions a second. Each client first prepares and plans each statement, which the application's connections did long ago: not counted. */
    double pgbench(Path script, int clients, int seconds) throws Exception {
        long lead = 1 + statements(script) * clients / 320;
        Path out = WORK.resolve("pgbench.txt");
        ProcessBuilder builder = new ProcessBuilder("pgbench", "-h", "127.0.0.1", "-p", database(), "-U", "linli_app", "-n", "-M", "prepared",
                "-c", "" + clients, "-j", "2", "-P", "1", "-T", "" + (lead + seconds + 1), "-f", script.toString(), "linli");
        builder.environment().put("PGPASSWORD", Files.readString(data.resolve("secrets/app")).strip());
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.waitFor();
        String text = Files.readString(out);
        if (process.exitValue() != 0 || text.contains("ERROR") || text.contains("aborted")) {
            throw new IllegalStateException(text);
        }
        Matcher progress = Pattern.compile("progress: ([0-9.]+) s, ([0-9.]+) tps").matcher(text);
        List<Double> counted = new ArrayList<>();
        while (progress.find()) {
            if (Double.parseDouble(progress.group(1)) > lead + 0.5) {
                counted.add(Double.valueOf(progress.group(2)));
            }
        }
        return counted.stream().mapToDouble(Double::doubleValue).average().orElseThrow(() -> new IllegalStateException(text));
    }

    String database() throws IOException {
        return Files.readAllLines(data.resolve("database/postmaster.pid")).get(3);
    }

    String sql(String... arguments) throws Exception {
        Path out = WORK.resolve("psql.txt");
        if (psql(List.of(arguments), out).waitFor() != 0) {
            throw new IllegalStateException(Files.readString(out));
        }
        return Files.readString(out).strip();
    }

    Process psql(List<String> arguments, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", database(), "-U", "linli_admin", "-d", "linli"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PGPASSWORD", Files.readString(data.resolve("secrets/admin")).strip());
        return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }

    // What the application asks, taken from the server's log

    Map<String, Path> scripts() throws Exception {
        Map<String, Path> scripts = new LinkedHashMap<>();
        int c = 3;
        int n = c + communities * (each - 30 - each % 2); // an open order, still to be dispatched
        int over = c + communities * (each / 2); // one that is over, as 96 of 100 are
        String clerk = "linli_session=bench-clerk-" + c, worker = "linli_session=bench-worker-" + c;
        scripts.put("order", script("order", c, over, false, () -> get("/desk/orders/" + order(over), clerk)));
        scripts.put("open", script("open", c, n, false, () -> get("/desk/orders/" + order(n), clerk)));
        scripts.put("inbox", script("inbox", c, n, false, () -> get("/desk", clerk)));
        scripts.put("list", script("list", c, n, false, () -> get("/desk/orders?state=PLACED&category=01&from=2026-01-01", clerk)));
        scripts.put("search", script("search", c, n, false, () -> get("/desk/orders?words=%E7%BC%96%E5%8F%B7" + n, clerk)));
        scripts.put("open311", script("open311", c, n, false, () -> get("/open311/v2/requests.json?jurisdiction_id=bench" + c + "&page_size=50", clerk)));
        scripts.put("cycle", script("cycle", c, n, true, () -> cycle(c, clerk, worker)));
        return scripts;
    }

    static String id(String family, long n) {
        return family + "-0000-7000-8000-" + (100_000_000_000L + n);
    }

    /** An order, as load.sql has it. */
    static String order(long n) {
        return "0191%04d-%04d-7000-8000-%d".formatted(n / 10_000, n % 10_000, 100_000_000_000L + n);
    }

    /** A community, as load.sql has it: a hundred in each district, ten in each street. */
    static long code(int c) {
        return 990_100_000_000L + c / 100 * 1_000_000L + c % 100 / 10 * 1000 + c % 10;
    }

    Path script(String name, int c, int n, boolean writes, Supplier<String> asks) throws Exception {
        if (!wanted(name)) {
            return WORK.resolve(name + ".sql");
        }
        for (int i = 0; i < 8; i++) {
            asks.get();
        }
        quiet();
        sql("-c", "alter system set log_statement = 'all'", "-c", "select pg_reload_conf()");
        TimeUnit.SECONDS.sleep(1);
        Path log = data.resolve("database.log");
        long from = Files.size(log);
        asks.get();
        settle();
        sql("-c", "alter system reset log_statement", "-c", "select pg_reload_conf()");
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
        }
        Path script = WORK.resolve(name + ".sql");
        Taken taken = new Taken(c, n, communities, each, writes);
        String asked = taken.asked(new String(bytes, StandardCharsets.UTF_8));
        String drawn = taken.drawn();
        Files.writeString(drawing(script), drawn);
        Files.writeString(script, drawn + asked);
        say("%s: %d statements", name, statements(script));
        pgbench(script, 2, 1);
        return script;
    }

    /** The part of a script that draws whom it asks for. */
    static Path drawing(Path script) {
        return script.resolveSibling("drawing-" + script.getFileName());
    }

    /** Waits until no clock is about to ring and nothing is left to do: what is taken down meanwhile would be theirs. */
    void quiet() throws Exception {
        settle();
        while (!sql("-At", "-c", "select (select count(*) from event_publication) + (select count(*) from scheduled_tasks where picked)"
                + " + (select count(*) from scheduled_tasks where execution_time < now() + case task_name when 'deadline' then interval '10 seconds' else interval '4 seconds' end)").equals("0")) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** What is done after an answer is done by then. */
    static void settle() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }

    String get(String path, String session) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).header("Cookie", session).header("Accept", "text/html").GET(), 200).body();
    }

    String cycle(int c, String clerk, String worker) {
        String at = post("/desk/orders/new", clerk, "channel=PHONE&name=%E6%B5%8B&category=01&words=%E7%81%AF%E5%9D%8F%E4%BA%86&when=ANY&join=none&place=" + code(c) + "001001");
        post(at + "/dispatch", clerk, "words=&organisation=" + id("b0000000", c));
        post(at + "/accept", worker, "words=");
        post(at + "/finish", worker, "words=%E4%BF%AE%E5%A5%BD%E4%BA%86&noPhoto=%E7%81%AF%E5%9C%A8%E9%AB%98%E5%A4%84");
        return at;
    }

    String post(String path, String session, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Cookie", session + "; XSRF-TOKEN=" + cookie).header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + key + "&_once=bench-" + java.util.UUID.randomUUID() + "&" + body)), 303);
        return URI.create(answer.headers().firstValue("location").orElseThrow()).getPath();
    }

    static HttpResponse<String> send(HttpRequest.Builder request, int wanted) {
        try {
            HttpResponse<String> answer = HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != wanted) {
                throw new IllegalStateException(answer + "\n" + answer.body());
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Statements of a log as a script of pgbench, for any community and order instead of those they were asked for. */
    static final class Taken {

        /** What the application and the measurement do besides, whoever asks for pages. */
        private static final Pattern HOUSEKEEPING = Pattern.compile(
                "scheduled_tasks where picked|LAST_RESUBMISSION_DATE FROM EVENT_PUBLICATION|^select 1$|alter system|pg_reload_conf|name = 'resubmit|count\\(\\*\\) from event_publication|update scheduled_tasks|UPDATE scheduled_tasks|task_instance = 'recurring'|set status = 'FAILED'|devices_unheard|webhook_due");
        private static final Pattern RECORD = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)\\] (LOG|DETAIL):  (.*)$");
        private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)");
        private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d(:\\d\\d)?");
        private static final DateTimeFormatter READ = new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd HH:mm:ss")
                .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true).appendOffset("+HH:mm", "+00").toFormatter();

        private final int c;
        private final int n;
        private final int communities;
        private final int each;
        private final boolean writes;
        private final Map<String, String> known = new LinkedHashMap<>();
        private final Map<String, String> fresh = new LinkedHashMap<>();
        /** What statements are given, and the variable of pgbench that holds it: like the application it sends values, and plans for any. */
        private final Map<String, String> variables = new LinkedHashMap<>();

        Taken(int c, int n, int communities, int each, boolean writes) throws Exception {
            this.c = c;
            this.n = n;
            this.communities = communities;
            this.each = each;
            this.writes = writes;
            for (String family : List.of("a0000000", "b0000000", "c0000000", "d0000000", "e0000000", "f0000000", "ab000000")) {
                known.put(id(family, c), "'" + family + "-0000-7000-8000-' || cast(:c + 100000000000 as text)");
            }
            known.put(order(n), "'0191' || lpad(cast(:n / 10000 as text), 4, '0') || '-' || lpad(cast(:n % 10000 as text), 4, '0') || '-7000-8000-' || cast(:n + 100000000000 as text)");
            known.put("bench" + c, "'bench' || cast(:c as text)");
            known.put("编号" + n, "'编号' || cast(:n as text)");
            known.put("" + code(c), "cast(:p as text)");
            for (String who : List.of("clerk", "worker")) {
                byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(("bench-" + who + "-" + c).getBytes(StandardCharsets.UTF_8));
                known.put("\\x" + java.util.HexFormat.of().formatHex(hash), "sha256(convert_to('bench-" + who + "-' || cast(:c as text), 'UTF8'))");
            }
        }

        private record Statement(String text, String parameters) {}

        String asked(String log) {
            Map<String, List<Statement>> open = new LinkedHashMap<>();
            List<List<Statement>> transactions = new ArrayList<>();
            List<String[]> records = new ArrayList<>();
            for (String line : log.split("\n")) {
                Matcher matcher = RECORD.matcher(line);
                if (matcher.matches()) {
                    records.add(new String[] {matcher.group(1), matcher.group(2), matcher.group(3)});
                } else if (line.startsWith("\t") && !records.isEmpty()) {
                    records.getLast()[2] += "\n" + line.substring(1);
                }
            }
            for (int i = 0; i < records.size(); i++) {
                String[] one = records.get(i);
                Matcher matcher = Pattern.compile("(?s)(?:statement|execute \\S+): (.*)").matcher(one[2]);
                if (!one[1].equals("LOG") || !matcher.matches()) {
                    continue;
                }
                String text = matcher.group(1).strip();
                String parameters = i + 1 < records.size() && records.get(i + 1)[1].equals("DETAIL") ? records.get(i + 1)[2] : "";
                List<Statement> current = open.get(one[0]);
                if (text.startsWith("BEGIN")) {
                    open.put(one[0], new ArrayList<>(List.of(new Statement(text, ""))));
                    transactions.add(open.get(one[0]));
                } else if (current == null && !text.isEmpty() && !HOUSEKEEPING.matcher(text).find()) {
                    transactions.add(new ArrayList<>(List.of(new Statement(text, parameters))));
                } else if (current != null) {
                    current.add(new Statement(text, parameters));
                    if (text.equals("COMMIT") || text.equals("ROLLBACK")) {
                        open.remove(one[0]);
                    }
                }
            }
            StringBuilder body = new StringBuilder();
            for (List<Statement> transaction : transactions) {
                String all = transaction.toString();
                if (HOUSEKEEPING.matcher(all).find()) {
                    continue;
                }
                for (Statement statement : transaction) {
                    body.append(written(statement)).append(";\n");
                }
            }
            return body.toString();
        }

        /** Draws what the statements are given, which the application knows without asking. */
        String drawn() {
            // Of the same kind as the one it was asked for: over, or still to be dispatched.
            String others = n / communities < each - 40 ? "random(0, %d)".formatted(each - 41) : "(%d + 2 * random(0, 19))".formatted(each - 40 + each % 2);
            StringBuilder head = new StringBuilder(("\\set c random(0, %d)\n\\set n :c + %d * %s\n"
                    + "\\set p 990100000000 + :c / 100 * 1000000 + :c %% 100 / 10 * 1000 + :c %% 10\n").formatted(communities - 1, communities, others));
            fresh.values().forEach(name -> head.append("\\set %sa random(10000000, 99999999)\n\\set %sb random(100000000000, 999999999999)\n".formatted(name, name)));
            List<String> all = variables.entrySet().stream().map(v -> v.getKey() + " as " + v.getValue()).toList();
            // A statement of pgbench has at most 255 places.
            for (int i = 0; i < all.size(); i += 40) {
                head.append("select ").append(String.join(", ", all.subList(i, Math.min(i + 40, all.size())))).append(" \\gset\n");
            }
            return head.toString();
        }

        private String written(Statement statement) {
            String text = statement.text().replaceAll("--.*", "").replaceAll("\\s+", " ");
            TreeMap<Integer, String> values = new TreeMap<>(java.util.Comparator.reverseOrder());
            Matcher matcher = PARAMETER.matcher(statement.parameters());
            while (matcher.find()) {
                values.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
            }
            for (Map.Entry<Integer, String> value : values.entrySet()) {
                if (value.getValue().equals("NULL") && !writes) {
                    // A null that is written out is planned away, and the plan is not the application's; those compared are of organisations and persons.
                    text = text.replace("= $" + value.getKey(), "= cast(nullif(" + variable("''") + ", '') as uuid)");
                }
                text = text.replace("$" + value.getKey(), value(value.getValue(), text.startsWith("select set_config")));
            }
            return text.replace("::text", "").replaceAll("::(\\w+)", "");
        }

        private String value(String quoted, boolean plainText) {
            if (quoted.equals("NULL")) {
                return "null";
            }
            String plain = quoted.substring(1, quoted.length() - 1);
            if (known.getOrDefault(plain, "").startsWith("sha256")) {
                return "cast(" + variable(known.get(plain)) + " as bytea)";
            }
            String type = plainText ? plain.startsWith("{") ? "text[]" : ""
                    : plain.matches(UUID.pattern()) ? "uuid"
                    : plain.matches("\\{(" + UUID.pattern() + ",?)*\\}") && plain.length() > 2 ? "uuid[]"
                    : plain.startsWith("{") && plain.endsWith("}") && !plain.contains("\":") ? "text[]"
                    : plain.startsWith("\\x") ? "bytea" : TIME.matcher(plain).matches() ? "timestamptz" : "";
            if (type.equals("timestamptz") && writes) {
                Duration after = Duration.between(OffsetDateTime.now(), OffsetDateTime.parse(plain, READ));
                return "cast(" + variable(after.abs().toDays() > 60 ? quoted : "now() + interval '" + after.toSeconds() + " seconds'") + " as timestamptz)";
            }
            List<String> parts = new ArrayList<>(List.of(quoted));
            for (Map.Entry<String, String> one : known.entrySet()) {
                parts = split(parts, one.getKey(), one.getValue());
            }
            if (writes) {
                Matcher uuid = UUID.matcher(plain);
                while (uuid.find()) {
                    if (!known.containsKey(uuid.group()) && !uuid.group().contains("-0000-7000-8000-1")) {
                        String name = fresh.computeIfAbsent(uuid.group(), u -> "f" + fresh.size());
                        parts = split(parts, uuid.group(), "cast(:" + name + "a as text) || '-0000-7000-8000-' || cast(:" + name + "b as text)");
                    }
                }
            }
            // pgbench would take a colon before a letter for a variable of its own
            parts = parts.stream().map(part -> part.startsWith("'") && !part.contains("||") ? part.replaceAll(":(?=[A-Za-z_])", ":' || '") : part).toList();
            String given = variable(String.join(" || ", parts));
            String as = !type.isEmpty() ? type : parts.size() > 1 || !parts.getFirst().startsWith("'") ? "text" : "";
            return as.isEmpty() ? given : "cast(" + given + " as " + as + ")";
        }

        private String variable(String expression) {
            return ":" + variables.computeIfAbsent(expression, e -> "v" + variables.size());
        }

        private static List<String> split(List<String> parts, String token, String expression) {
            List<String> split = new ArrayList<>();
            for (String part : parts) {
                if (!part.startsWith("'") || part.contains("||") || !part.contains(token)) {
                    split.add(part);
                    continue;
                }
                String rest = part.substring(1, part.length() - 1);
                for (int at = rest.indexOf(token); at >= 0; at = rest.indexOf(token)) {
                    if (at > 0) {
                        split.add("'" + rest.substring(0, at) + "'");
                    }
                    split.add(expression);
                    rest = rest.substring(at + token.length());
                }
                if (!rest.isEmpty()) {
                    split.add("'" + rest + "'");
                }
            }
            return split;
        }
    }

    // Odds and ends

    static Process start(List<String> command, Path out) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static void say(String text, Object... facts) {
        System.out.println(text.formatted(facts));
    }
}
