package io.lutra.cli.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a diffusers repository that are needed to draw: configurations, tokenizers, and one set of safetensors weights
 * for each network. Pickles, other frameworks' weights, the safety checker and example pictures are not.
 */
final class Selection {
    private static final Set<String> FOLDERS =
            Set.of("", "scheduler", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "unet", "vae");
    private static final Set<String> NETWORKS = Set.of("text_encoder", "text_encoder_2", "unet", "vae");
    private static final Set<String> CONFIGURATIONS = Set.of(
            "model_index.json",
            "config.json",
            "scheduler_config.json",
            "vocab.json",
            "merges.txt",
            "tokenizer_config.json",
            "special_tokens_map.json");
    private static final Pattern WEIGHTS =
            Pattern.compile("(model|diffusion_pytorch_model)(\\.fp16)?(-\\d{5}-of-\\d{5})?(\\.fp16)?\\.safetensors"
                    + "((\\.fp16)?\\.index(\\.fp16)?\\.json)?");
    private static final Pattern PICKLE = Pattern.compile("(pytorch_model|diffusion_pytorch_model).*\\.bin");

    private final List<RemoteFile> files;

    private Selection(List<RemoteFile> files) {
        this.files = files;
    }

    /**
     * What is needed of a repository.
     *
     * @param isFull whether fp32 weights are wanted where there are also fp16 ones
     * @throws PullException if it is no diffusers repository, or has pickles only
     */
    static List<RemoteFile> of(RepositoryName repository, List<RemoteFile> files, boolean isFull) {
        if (files.stream().noneMatch(file -> file.path().equals("model_index.json"))) {
            throw new PullException("%s is no diffusers repository: it has no model_index.json%s"
                    .formatted(repository.path(), singleFiles(files)));
        }
        return new Selection(files).select(repository, isFull);
    }

    /**
     * One file of a repository.
     *
     * @throws PullException if there is none of this name, or it is no safetensors file
     */
    static RemoteFile single(RepositoryName repository, List<RemoteFile> files, String path) {
        if (!path.endsWith(".safetensors")) {
            throw new PullException("--file " + path + " is no safetensors file" + singleFiles(files));
        }
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new PullException(repository.path() + " has no file " + path + singleFiles(files)));
    }

    private static String singleFiles(List<RemoteFile> files) {
        var names = files.stream()
                .map(RemoteFile::path)
                .filter(path -> path.endsWith(".safetensors"))
                .limit(8)
                .toList();
        return names.isEmpty()
                ? "; it has no safetensors file either"
                : "; fetch one of its files with --file: " + String.join(", ", names);
    }

    private List<RemoteFile> select(RepositoryName repository, boolean isFull) {
        var selected = new ArrayList<RemoteFile>();
        for (var file : files) {
            if (FOLDERS.contains(file.folder()) && CONFIGURATIONS.contains(file.name())) {
                selected.add(file);
            }
        }
        for (String network : NETWORKS.stream().sorted().toList()) {
            selected.addAll(weights(repository, network, isFull));
        }
        return selected;
    }

    private List<RemoteFile> weights(RepositoryName repository, String network, boolean isFull) {
        var inFolder =
                files.stream().filter(file -> file.folder().equals(network)).toList();
        var weights = inFolder.stream()
                .filter(file -> WEIGHTS.matcher(file.name()).matches())
                .toList();
        var half = weights.stream().filter(Selection::isHalf).toList();
        var full = weights.stream().filter(file -> !isHalf(file)).toList();
        if (weights.isEmpty()
                && inFolder.stream()
                        .anyMatch(file -> PICKLE.matcher(file.name()).matches())) {
            throw new PullException(
                    "%s has only pickled weights of its %s, which could run any code; find a safetensors one"
                            .formatted(repository.path(), network));
        }
        return half.isEmpty() || (isFull && !full.isEmpty()) ? full : half;
    }

    private static boolean isHalf(RemoteFile file) {
        return file.name().contains(".fp16");
    }
}
