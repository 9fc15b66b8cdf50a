package org.linli.platform.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.linli.platform.Settings;
import org.linli.platform.WallClock;
import org.linli.platform.database.DatabaseUnusable;
import org.springframework.boot.Banner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * {@code java -jar linli.jar backup FILE} and {@code … restore FILE} 备份与恢复命令: with the settings of the application and
 * nothing else of it, so that they work beside a Linli that runs.
 */
@EnableConfigurationProperties(Settings.class)
public class BackupCommand {

    private static final String USAGE = "Say which file: java -jar linli.jar %s FILE, before the settings.";

    BackupCommand() {}

    /** Whether the first word asks for a back-up or a restore. */
    public static boolean asked(String... args) {
        return args.length > 0 && (args[0].equals("backup") || args[0].equals("restore"));
    }

    /** Does what the first word asks for, and says one sentence at its end; gives back 0 if it was done, else 1. */
    public static int run(String... args) {
        SpringApplication application = new SpringApplication(BackupCommand.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of("logging.level.root", "warn"));
        try (ConfigurableApplicationContext context = application.run(args)) {
            System.out.println(done(args, context.getBean(Settings.class), context.getEnvironment()));
            return 0;
        } catch (BackupRefused | DatabaseUnusable refused) {
            System.err.println(refused.getMessage());
        } catch (IOException | SQLException e) {
            System.err.println("The " + args[0] + " failed: " + e.getMessage());
        }
        return 1;
    }

    private static String done(String[] args, Settings settings, Environment environment)
            throws IOException, SQLException {
        DefaultApplicationArguments arguments = new DefaultApplicationArguments(args);
        List<String> words = arguments.getNonOptionArgs();
        if (words.size() != 2) {
            throw new BackupRefused(USAGE.formatted(args[0]));
        }
        Path file = Path.of(words.get(1));
        Clock clock = new WallClock(settings.zone());
        boolean external = environment.containsProperty("spring.datasource.url");
        return args[0].equals("backup")
                ? backup(file, arguments.containsOption("overwrite"), external, settings, environment, clock)
                : restore(file, external, settings, environment, clock);
    }

    private static String backup(
            Path file, boolean overwrite, boolean external, Settings settings, Environment environment, Clock clock)
            throws IOException, SQLException {
        long bytes = external
                ? new ExternalBackup(settings, environment, clock).backup(file, overwrite, version())
                : new EmbeddedBackup(settings, clock).backup(file, overwrite, version());
        try (BackupReader written = BackupReader.open(file)) {
            return "The back-up is whole: " + written.manifest().files().size() + " files, "
                    + (bytes + 999_999) / 1_000_000 + " MB, database and keys, in " + file.toAbsolutePath()
                    + ". Whoever has it can read everything: keep it safe.";
        }
    }

    private static String restore(Path file, boolean external, Settings settings, Environment environment, Clock clock)
            throws IOException, SQLException {
        try (BackupReader backup = BackupReader.open(file)) {
            Manifest made = backup.manifest();
            System.out.println("A back-up of Linli " + made.linli() + " made at "
                    + made.made().atZone(clock.getZone()).toLocalDateTime());
            if (external != (made.kind() == Manifest.Kind.EXTERNAL)) {
                throw new BackupRefused(
                        external
                                ? "The back-up holds an embedded database: restore it without spring.datasource.url."
                                : "The back-up holds an external database: name an empty one in spring.datasource.url.");
            }
            if (external) {
                new ExternalBackup(settings, environment, clock).restore(backup);
            } else {
                new EmbeddedBackup(settings, clock).restore(backup);
            }
        }
        return "The back-up is restored: start Linli, or recompute the trail first with the command verify.";
    }

    private static String version() {
        String version = BackupCommand.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
