package org.linli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole application on a real database that holds three places of the national list: 集美区 350211,
 * 紫荆路街道 410181005 and 河阴镇 632523100. All such tests share one application, so each makes what it needs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(classes = Linli.class, initializers = LinliTest.OnFreshDatabase.class)
public @interface LinliTest {

    String PLACES = "350211,410181005,632523100";

    final class OnFreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(TestDatabase.fresh())
                    .and(
                            "linli.places.only=" + PLACES,
                            "linli.trail-timeout=4s",
                            "linli.open311.private-hosts=true",
                            "linli.api.private-hosts=true",
                            "linli.api.timeout=2s",
                            "linli.open311.timeout=2s",
                            "linli.open311.push-every=1d",
                            "linli.open311.fetch-every=1d",
                            "linli.open311.reads-per-minute=100000",
                            "linli.open311.posts-per-minute=100000")
                    .applyTo(context);
        }
    }
}
