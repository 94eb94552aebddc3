/** What several parties come to agree on in confidence: mediation, collective bargaining, decisions of three sides. */
@ApplicationModule(allowedDependencies = {"community", "text"})
@NullMarked
package org.bandeng.agreement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
