package org.bandeng.opinion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is asked for a second opinion.
 *
 * @param url of a service with the API of OpenAI, such as {@code http://localhost:11434/v1}; empty: nobody is asked
 * @param model the name of the model there
 * @param apiKey empty: none is needed
 * @param timeout how long a resident's call may wait for it; WeChat gives the whole answer 5 s
 * @param rest how long nobody is asked after it failed, so that not every resident waits for what is down
 */
@ConfigurationProperties("bandeng.opinion")
record OpinionProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String model,
        @DefaultValue("") String apiKey,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("1m") Duration rest) {}
