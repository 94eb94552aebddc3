/**
 * A stand-in for the WeChat platform and residents' phones, there only while no official account is configured. It knows
 * the platform's wire format and nothing of what the program does with it, so that the production path is exercised whole.
 */
@ApplicationModule(allowedDependencies = {"wechat", "web"})
@NullMarked
package org.bandeng.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
