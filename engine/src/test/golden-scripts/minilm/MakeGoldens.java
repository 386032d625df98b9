import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Runs the reference tokenizer and the ONNX of the same weights on every prompt; README.md beside this says how. */
class MakeGoldens {
    static final int WITH_STATES = 6;

    public static void main(String[] args) throws Exception {
        Path tokenizer = Path.of(args[0]);
        Path onnx = Path.of(args[1]);
        Path out = Path.of(args[3]);
        List<String> prompts = new ArrayList<>(Files.readAllLines(Path.of(args[2])));
        prompts.add("");
        prompts.add("control\u0000 \u0007bell\u001b[31m \u0085next \uFFFDreplaced line\u2028separator\nnew\r\nline");
        prompts.add("fox ".repeat(400));
        Map<String, float[]> arrays = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        StringBuilder json = new StringBuilder("[\n");
        try (var whole = HuggingFaceTokenizer.builder().optTokenizerPath(tokenizer).optPadding(false).optTruncation(false).build();
                var cut = HuggingFaceTokenizer.builder().optTokenizerPath(tokenizer).optPadding(false).optTruncation(true).optMaxLength(16).build();
                var environment = OrtEnvironment.getEnvironment();
                var session = environment.createSession(onnx.toString(), new OrtSession.SessionOptions())) {
            for (int i = 0; i < prompts.size(); i++) {
                long[] ids = whole.encode(prompts.get(i)).getIds();
                long[] cutIds = cut.encode(prompts.get(i)).getIds();
                json.append(i == 0 ? "" : ",\n").append("{\"text\": ").append(quoted(prompts.get(i)))
                        .append(", \"ids\": ").append(Arrays.toString(ids))
                        .append(", \"ids_16\": ").append(Arrays.toString(cutIds)).append('}');
                long[] seen = ids.length <= 256 ? ids : cutTo256(ids);
                float[][] states = run(environment, session, seen);
                if (i < WITH_STATES) {
                    arrays.put("states." + i, flat(states));
                    shapes.put("states." + i, new long[] {states.length, states[0].length});
                }
                arrays.put("embedding." + i, pooled(states));
                shapes.put("embedding." + i, new long[] {states[0].length});
            }
        }
        Files.writeString(out.resolve("prompts.json"), json.append("\n]\n"));
        write(out.resolve("golden.safetensors"), arrays, shapes);
    }

    static long[] cutTo256(long[] ids) {
        long[] cut = Arrays.copyOf(ids, 256);
        cut[255] = ids[ids.length - 1];
        return cut;
    }

    static float[][] run(OrtEnvironment environment, OrtSession session, long[] ids) throws Exception {
        try (var input = OnnxTensor.createTensor(environment, new long[][] {ids});
                var mask = OnnxTensor.createTensor(environment, new long[][] {LongStream.generate(() -> 1).limit(ids.length).toArray()});
                var types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                var result = session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return ((float[][][]) result.get("last_hidden_state").orElseThrow().getValue())[0];
        }
    }

    static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }

    static float[] pooled(float[][] states) {
        double[] mean = new double[states[0].length];
        for (float[] state : states) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += state[i] / states.length;
            }
        }
        double norm = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum());
        float[] unit = new float[mean.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (mean[i] / norm);
        }
        return unit;
    }

    static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' || c > '~' ? String.format("\\u%04x", c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    static void write(Path path, Map<String, float[]> arrays, Map<String, long[]> shapes) throws Exception {
        StringBuilder header = new StringBuilder("{");
        long at = 0;
        for (var array : arrays.entrySet()) {
            long end = at + 4L * array.getValue().length;
            header.append(at == 0 ? "" : ",").append('"').append(array.getKey()).append("\":{\"dtype\":\"F32\",\"shape\":")
                    .append(Arrays.toString(shapes.get(array.getKey()))).append(",\"data_offsets\":[").append(at).append(',').append(end).append("]}");
            at = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
            out.write(json);
            for (float[] array : arrays.values()) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * array.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(array);
                out.write(bytes.array());
            }
        }
    }
}
