package org.linli.order;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a deployer may set about rates, under {@code linli.rates.}.
 *
 * @param satisfiedFrom the least of five grades that counts as satisfied: 3 is 基本满意, which counts in 接诉即办 [memory]
 */
@ConfigurationProperties("linli.rates")
public record RateSettings(@DefaultValue("3") int satisfiedFrom) {}
