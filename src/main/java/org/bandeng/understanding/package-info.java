/** What residents mean: the category and the place in their own words. Knows the directory, not tickets or WeChat. */
@ApplicationModule(allowedDependencies = {"chinese", "community", "yaml"})
@NullMarked
package org.bandeng.understanding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
