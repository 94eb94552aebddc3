/** Where scripts are tried without a server: stories are played, the whole is checked. */
@ApplicationModule(
        allowedDependencies = {
            "community",
            "conversation",
            "dialog",
            "dialog :: json",
            "dialog :: yaml",
            "web",
            "wechat",
            "dialog :: check",
            "understanding",
            "yaml"
        })
@NullMarked
package org.bandeng.studio;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
