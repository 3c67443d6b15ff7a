/* SPDX-License-Identifier: GPL-2.0 */
/* Command line length. */
#ifndef _ASM_SIM_SETUP_H
#define _ASM_SIM_SETUP_H

#define COMMAND_LINE_SIZE 1024

#endif
