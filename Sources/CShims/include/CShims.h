#ifndef HAETAE_CSHIMS_H
#define HAETAE_CSHIMS_H

#include "CurlShims.h"
#include "ThreadShims.h"
#include "SystemShims.h"
#include "EmbeddingKernels.h"

#endif
