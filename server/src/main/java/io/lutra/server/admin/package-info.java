/**
 * What is for whoever runs the server alone: its metrics, on a port of their own or behind an admin key.
 * {@link io.lutra.server.admin.AdminDoor} says who that is.
 */
@NullMarked
package io.lutra.server.admin;

import org.jspecify.annotations.NullMarked;
