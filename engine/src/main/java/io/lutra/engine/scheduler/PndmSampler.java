package io.lutra.engine.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * PNDM without its Runge-Kutta start, also called PLMS (Liu et al., arXiv:2202.09778, algorithm 2): the network's last four
 * answers are extrapolated. Its second step is taken twice, so it calls the network once more than it has steps.
 */
final class PndmSampler implements Sampler {
    /** Adams-Bashforth weights of the latest answers, by how many there are. */
    private static final double[][] WEIGHTS = {
        {1}, {3 / 2.0, -1 / 2.0}, {23 / 12.0, -16 / 12.0, 5 / 12.0}, {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
    };

    private final SchedulerConfig config;
    private final StepTable table;

    PndmSampler(SchedulerConfig config, SamplerSettings settings) {
        this.config = config;
        table = StepTable.of(config, settings.steps(), PndmSampler::withSecondTwice);
    }

    private static double[] withSecondTwice(double[] timesteps) {
        if (timesteps.length == 1) {
            return timesteps;
        }
        return IntStream.rangeClosed(0, timesteps.length)
                .mapToDouble(call -> timesteps[call < 2 ? call : call - 1])
                .toArray();
    }

    @Override
    public Timetable timetable() {
        return table.timetable();
    }

    @Override
    public float[] addNoise(float[] picture, float[] noise, int call) {
        return table.addNoise(picture, noise, call);
    }

    @Override
    public SamplerState step(SamplerState state, float[] output, Supplier<float[]> noise) {
        int timestep = table.timestep(state.call());
        return switch (state.memory().size()) {
            case 0 -> {
                // The state keeps the answer and the sample, for the second look at this step.
                float[] sample = move(state.sample(), output, timestep, timestep - table.stride());
                yield new SamplerState(
                        state.call() + 1,
                        sample,
                        denoised(state.sample(), output, timestep),
                        List.of(output, state.sample()));
            }
            case 2 -> {
                float[] first = state.memory().get(0);
                float[] origin = state.memory().get(1);
                float[] mean = Mix.of(0.5, output, 0.5, first);
                float[] sample = move(origin, mean, timestep + table.stride(), timestep);
                yield state.next(sample, denoised(state.sample(), output, timestep), List.of(first, origin, first));
            }
            default -> {
                var answers = new ArrayList<float[]>(List.of(output));
                answers.addAll(state.memory().subList(2, state.memory().size()));
                float[] mixed = extrapolated(answers);
                float[] sample = move(state.sample(), mixed, timestep, timestep - table.stride());
                var memory = new ArrayList<>(state.memory().subList(0, 2));
                memory.addAll(answers.subList(0, Math.min(3, answers.size())));
                yield state.next(sample, denoised(state.sample(), output, timestep), memory);
            }
        };
    }

    private static float[] extrapolated(List<float[]> answers) {
        double[] weights = WEIGHTS[answers.size() - 1];
        float[] mixed = Mix.of(weights[0], answers.getFirst());
        for (int i = 1; i < weights.length; i++) {
            mixed = Mix.of(1, mixed, weights[i], answers.get(i));
        }
        return mixed;
    }

    private float[] denoised(float[] sample, float[] output, int timestep) {
        double alphaBar = table.alphaBarAt(timestep);
        return config.prediction().denoised(output, sample, Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar));
    }

    /** Equation 11. */
    private float[] move(float[] sample, float[] output, int from, int to) {
        double alphaBar = table.alphaBarAt(from);
        double next = table.alphaBarAt(to);
        float[] epsilon = config.prediction() == Prediction.V_PREDICTION
                ? Mix.of(Math.sqrt(alphaBar), output, Math.sqrt(1 - alphaBar), sample)
                : output;
        double denominator = alphaBar * Math.sqrt(1 - next) + Math.sqrt(alphaBar * (1 - alphaBar) * next);
        return Mix.of(Math.sqrt(next / alphaBar), sample, -(next - alphaBar) / denominator, epsilon);
    }
}
