/* Dawid-Skene as a plain C loop: what a careful programmer writes in an afternoon, without vectors or threads.
 *
 * usage: ds VOTES.csv ITERATIONS [LABELS.csv]
 *
 * Reads the votes of `transect-workload votes` (task,worker,label), sorts them by task as Transect does, and prints
 * the processor seconds of the iterations alone. Same model and priors: 0.01 answers per cell, 1 subject per class.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_LABELS 64

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
    if (count < 3) return 2;
    FILE *file = fopen(arguments[1], "r");
    if (!file) return 1;
    char line[256], labels[MAX_LABELS][64];
    int K = 0;
    size_t N = 0, room = 1 << 20;
    uint32_t *task = malloc(room * 4), *worker = malloc(room * 4), *label = malloc(room * 4);
    uint32_t I = 0, J = 0;
    if (!fgets(line, sizeof line, file)) return 1;
    while (fgets(line, sizeof line, file)) {
        if (N == room) {
            room *= 2;
            task = realloc(task, room * 4);
            worker = realloc(worker, room * 4);
            label = realloc(label, room * 4);
        }
        char *comma = strchr(line, ','), *second = strchr(comma + 1, ',') + 1;
        second[strcspn(second, "\r\n")] = 0;
        task[N] = (uint32_t)atoi(line + 1);
        worker[N] = (uint32_t)atoi(comma + 2);
        int k = 0;
        while (k < K && strcmp(labels[k], second)) k++;
        if (k == K) snprintf(labels[K++], 64, "%s", second);
        label[N] = (uint32_t)k;
        if (task[N] >= I) I = task[N] + 1;
        if (worker[N] >= J) J = worker[N] + 1;
        N++;
    }
    fclose(file);

    /* Votes by task. */
    uint32_t *offsets = calloc(I + 2, 4), *who = malloc(N * 4), *what = malloc(N * 4);
    for (size_t v = 0; v < N; v++) offsets[task[v] + 2]++;
    for (uint32_t i = 1; i <= I; i++) offsets[i + 1] += offsets[i];
    for (size_t v = 0; v < N; v++) {
        uint32_t place = offsets[task[v] + 1]++;
        who[place] = worker[v];
        what[place] = label[v];
    }
    free(task), free(worker), free(label);

    double start = seconds();
    size_t cells = (size_t)J * K * K;
    double *z = malloc((size_t)I * K * 8), *counts = malloc(cells * 8), *logs = malloc(cells * 8);
    double classes[MAX_LABELS];
    for (uint32_t i = 0; i < I; i++) {
        double *row = z + (size_t)i * K;
        for (int k = 0; k < K; k++) row[k] = 0;
        for (uint32_t v = offsets[i]; v < offsets[i + 1]; v++) row[what[v]] += 1.0 / (offsets[i + 1] - offsets[i]);
    }
    int iterations = atoi(arguments[2]);
    for (int iteration = 0; iteration < iterations; iteration++) {
        /* Learn: counts by worker, answer and truth, with the truths side by side. */
        for (size_t c = 0; c < cells; c++) counts[c] = 0.01;
        for (int k = 0; k < K; k++) classes[k] = 1;
        for (uint32_t i = 0; i < I; i++) {
            double *row = z + (size_t)i * K;
            for (int k = 0; k < K; k++) classes[k] += row[k];
            for (uint32_t v = offsets[i]; v < offsets[i + 1]; v++) {
                double *cell = counts + ((size_t)who[v] * K + what[v]) * K;
                for (int k = 0; k < K; k++) cell[k] += row[k];
            }
        }
        for (uint32_t j = 0; j < J; j++)
            for (int k = 0; k < K; k++) {
                double sum = 0;
                for (int l = 0; l < K; l++) sum += counts[((size_t)j * K + l) * K + k];
                for (int l = 0; l < K; l++)
                    logs[((size_t)j * K + l) * K + k] = log(counts[((size_t)j * K + l) * K + k] / sum);
            }
        double all = 0;
        for (int k = 0; k < K; k++) all += classes[k];
        for (int k = 0; k < K; k++) classes[k] = log(classes[k] / all);
        /* Expect. */
        for (uint32_t i = 0; i < I; i++) {
            double *row = z + (size_t)i * K, greatest, sum = 0;
            for (int k = 0; k < K; k++) row[k] = classes[k];
            for (uint32_t v = offsets[i]; v < offsets[i + 1]; v++) {
                double *cell = logs + ((size_t)who[v] * K + what[v]) * K;
                for (int k = 0; k < K; k++) row[k] += cell[k];
            }
            greatest = row[0];
            for (int k = 1; k < K; k++)
                if (row[k] > greatest) greatest = row[k];
            for (int k = 0; k < K; k++) sum += row[k] = exp(row[k] - greatest);
            for (int k = 0; k < K; k++) row[k] /= sum;
        }
    }
    printf("{\"seconds\": %.4f, \"iterations\": %d, \"answers\": %zu}\n", seconds() - start, iterations, N);

    if (count > 3) {
        file = fopen(arguments[3], "w");
        if (!file) return 1;
        fprintf(file, "task,label\n");
        for (uint32_t i = 0; i < I; i++) {
            int best = 0;
            for (int k = 1; k < K; k++)
                if (z[(size_t)i * K + k] > z[(size_t)i * K + best]) best = k;
            fprintf(file, "t%08u,%s\n", i, labels[best]);
        }
        fclose(file);
    }
    return 0;
}
