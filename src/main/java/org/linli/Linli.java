package org.linli;

import java.util.Map;
import org.linli.platform.backup.BackupCommand;
import org.linli.platform.database.HeadStart;
import org.springframework.aot.AotDetector;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.modulith.Modulithic;

/** Linli 邻里: the platform on which a neighbourhood governs itself, as one application. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Linli 邻里")
public class Linli {

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        boolean backsUp = BackupCommand.asked(args);
        boolean verifies = verifies(args);
        if (backsUp || verifies) {
            // The beans worked out beforehand are those of a server.
            System.setProperty(AotDetector.AOT_ENABLED, "false");
        }
        if (backsUp) {
            System.exit(BackupCommand.run(args));
        }
        SpringApplication application = new SpringApplication(Linli.class);
        application.addInitializers(new HeadStart());
        if (verifies) {
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setBannerMode(Banner.Mode.OFF);
            application.setDefaultProperties(Map.of("linli.verify", "true", "logging.level.root", "warn"));
            System.exit(SpringApplication.exit(application.run(args)));
        }
        application.run(args);
    }

    /** {@code verify} as the first word, or {@code --linli.verify=true}: the trail is recomputed, and no server starts. */
    private static boolean verifies(String[] args) {
        return args.length > 0 && args[0].equals("verify")
                || "true".equals(new SimpleCommandLinePropertySource(args).getProperty("linli.verify"));
    }
}
