package org.linli;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** Linli 邻里: the platform on which a neighbourhood governs itself, as one application. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Linli 邻里")
public class Linli {

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        SpringApplication.run(Linli.class, args);
    }
}
