/** Open data and reports by other systems: Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), without personal data. */
@ApplicationModule(
        allowedDependencies = {"community", "conversation", "dialog", "outbox", "ticket", "understanding", "web"})
@NullMarked
package org.bandeng.open311;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
