/** What all pages share: who may come in, in which language, and what is shown when something goes wrong. */
@ApplicationModule(allowedDependencies = "community")
@NullMarked
package org.bandeng.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
