// Loaded into PostgreSQL by LD_PRELOAD: makes fsync and fdatasync take as long as a disk's would.
// The delay in microseconds stands in a 4-byte file that every process maps, so that it can change while the server runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static volatile uint32_t *delay_us;

__attribute__((constructor)) static void map_delay(void) {
  const char *path = getenv("BENCH_FSYNC_DELAY_FILE");
  if (path == NULL) return;
  int fd = open(path, O_RDONLY);
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof(uint32_t), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) delay_us = map;
}

static void wait_as_a_disk(void) {
  uint32_t us = delay_us == NULL ? 0 : *delay_us;
  if (us == 0) return;
  struct timespec left = {us / 1000000, (us % 1000000) * 1000L};
  while (nanosleep(&left, &left) != 0) {
  }
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_as_a_disk();
  return real(fd);
}

int fsync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_as_a_disk();
  return real(fd);
}
