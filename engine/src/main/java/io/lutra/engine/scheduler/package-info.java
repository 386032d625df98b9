/**
 * How a diffusion model goes from noise to a picture: which noise levels it visits, and what it makes of the network's answer
 * at each. {@link io.lutra.engine.scheduler.SchedulerConfig} is where one comes from,
 * {@link io.lutra.engine.scheduler.Sampler} what it does.
 *
 * <p>Pure functions on arrays; equal to Hugging Face diffusers 0.29 within fp32 rounding (computed here in fp64).
 *
 * <p>Symbols: {@code alphaBar[t]} is the share of the signal's variance left at training step {@code t}, from near 1 to near
 * 0; {@code sigma = sqrt((1 - alphaBar) / alphaBar)} is the noise's deviation relative to the signal; {@code x0} is the
 * picture without noise, as the network sees it.
 */
@NullMarked
package io.lutra.engine.scheduler;

import org.jspecify.annotations.NullMarked;
