/**
 * From the parameters of a request to a request of the domain, under the rules of the profile that the client's model name
 * chose. {@link io.lutra.api.request.RequestReader} is the type to read first.
 */
@NullMarked
package io.lutra.api.request;

import org.jspecify.annotations.NullMarked;
