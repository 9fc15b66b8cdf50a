package org.linli.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever installs Linli may set of devices 智能设备, under {@code linli.devices.}.
 *
 * @param leastRetentionDays the shortest time that images of a device which films are to be kept, in days; 公共安全视频图像信息系统管理条例
 *     is cited for 30 by weak sources only, so that whoever installs Linli confirms it
 * @param ahead so far a device's clock may be ahead of ours
 * @param oldest what happened longer ago is not taken any more
 * @param alertsPerMinute so many requests one device may send in a minute, over all nodes
 * @param messagesKept so long a message that was put aside is kept after it was settled [design]
 */
@ConfigurationProperties("linli.devices")
public record DeviceSettings(
        @DefaultValue("30") int leastRetentionDays,
        @DefaultValue("1m") Duration ahead,
        @DefaultValue("24h") Duration oldest,
        @DefaultValue("120") int alertsPerMinute,
        @DefaultValue("90d") Duration messagesKept) {}
