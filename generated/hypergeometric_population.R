# Maximum-likelihood estimation: Hypergeometric distribution, population
# unknown.
#
#   f(x; population, marked, drawn) = binomial(marked, x)*binomial(population-
#       marked, drawn-x)/binomial(population, drawn)
#   support: x in 0, 1, 2, ..., drawn
#   population: integer, population >= marked + drawn
#   marked: integer >= 1 (a known constant)
#   drawn: integer >= 1 (a known constant)
#
# Log-likelihood:
#
#   (loggamma(drawn + 1) + loggamma(marked + 1) - loggamma(population + 1) +
#       loggamma(-drawn + population + 1) + loggamma(-marked + population +
#       1))*n - sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) -
#       sum(loggamma(-x + marked + 1)) - sum(loggamma(x - drawn - marked +
#       population + 1))
#
# Estimator (boundary):
#
#   population = the integer that maximises (loggamma(drawn + 1) +
#       loggamma(marked + 1) - loggamma(population + 1) + loggamma(-drawn +
#       population + 1) + loggamma(-marked + population + 1))*n -
#       sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x
#       + marked + 1)) - sum(loggamma(x - drawn - marked + population + 1))
#
# Source:
#
#   Chapman (1951), Some properties of the hypergeometric distribution with
#       applications to zoological sample censuses, Univ. Calif. Publ.
#       Statist. 1, 131-160
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 6
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param marked number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer >= 1.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_hypergeometric_population <- function(x, marked, drawn) {
  x <- .hypergeometric_population_column(x, "x")
  .hypergeometric_population_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .hypergeometric_population_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_population_require_rows("x", x <= drawn, "must be <= drawn")
  labels <- c("population")
  estimate <- .hypergeometric_population_solve(x, marked, drawn)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_hypergeometric_population(x, estimate, marked, drawn)
  } else {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: population, in this order.
#' @param marked number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer >= 1.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_hypergeometric_population <- function(x, parameters, marked, drawn) {
  x <- .hypergeometric_population_column(x, "x")
  .hypergeometric_population_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .hypergeometric_population_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_population_require_rows("x", x <= drawn, "must be <= drawn")
  .hypergeometric_population_nll(x, marked, drawn, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: population, in this order.
#' @param marked number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer >= 1.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_hypergeometric_population <- function(x, parameters, marked, drawn) {
  x <- .hypergeometric_population_column(x, "x")
  .hypergeometric_population_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .hypergeometric_population_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_population_require_rows("x", x <= drawn, "must be <= drawn")
  .hypergeometric_population_gradient(x, marked, drawn, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: population, in this order.
#' @param marked number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer >= 1.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_hypergeometric_population <- function(x, parameters, marked, drawn) {
  x <- .hypergeometric_population_column(x, "x")
  .hypergeometric_population_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .hypergeometric_population_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_population_require_rows("x", x <= drawn, "must be <= drawn")
  triangle <- .hypergeometric_population_hessian(
    x, marked, drawn, parameters[[1]]
  )
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: population, in this order.
#' @param marked number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer >= 1.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_hypergeometric_population <- function(x, parameters, marked, drawn) {
  x <- .hypergeometric_population_column(x, "x")
  .hypergeometric_population_require_rows(
    "x", x == floor(x), "must be an integer"
  )
  .hypergeometric_population_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_population_require_rows("x", x <= drawn, "must be <= drawn")
  population <- parameters[[1]]
  t_19 <- population + 1
  t_20 <- t_19 - drawn
  t_21 <- -marked
  score_1 <- rep_len(
    digamma(t_20) + digamma(t_19 + t_21) - digamma(x + t_20 + t_21) -
      digamma(t_19),
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("population")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.hypergeometric_population_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.hypergeometric_population_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.hypergeometric_population_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16,
    small,
    log(2 * pi * z) / 2 + .hypergeometric_population_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.hypergeometric_population_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(
    near, -y * .hypergeometric_population_log_ratio(ifelse(near, d, 0)), far
  )
}

# A variable as a numeric vector; stops if it is none.
.hypergeometric_population_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.hypergeometric_population_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of population.
.hypergeometric_population_objective_population <- function(
    x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, population
) {
  sum_h_5 <- sum(lgamma(x - drawn - marked + population + 1))
  part_1 <- (
    lgamma(drawn + 1) + lgamma(marked + 1) + lgamma(population + 1 - drawn) +
      lgamma(population + 1 - marked) - lgamma(population + 1)
  ) * n
  part_1 - sum_h_2 - sum_h_3 - sum_h_4 - sum_h_5
}

# The integer in lower..upper with the greatest objective; inf if it never
# falls.
.hypergeometric_population_integer_population <- function(
    x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, lower, upper
) {
  low <- ceiling(lower - 1e-09)
  top <- floor(upper + 1e-09)
  best <- -Inf
  at <- low
  left <- low
  right <- low
  last <- low
  n_ <- low
  step <- 1
  falls <- 0
  open <- 0
  if (isTRUE(top - low <= 2000)) {
    left <- low
    right <- top
  } else {
    while (isTRUE(n_ <= top && falls < 3)) {
      if (isTRUE(step > 17592186044416)) {
        return(Inf)
      }
      height <- .hypergeometric_population_objective_population(
        x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, n_
      )
      if (isTRUE(height > best)) {
        best <- height
        at <- n_
        left <- last
        falls <- 0
        open <- 1
      } else {
        if (isTRUE(open > 0)) {
          right <- n_
          open <- 0
        }
        if (isTRUE(height > -Inf)) {
          falls <- falls + 1
        }
      }
      last <- n_
      n_ <- n_ + step
      step <- 2 * step
    }
    if (isTRUE(open > 0)) {
      right <- top
    }
    while (isTRUE(right - left > 3)) {
      step <- pmax(floor((right - left) / 3), 1)
      height <- .hypergeometric_population_objective_population(
        x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, left + step
      )
      other <- .hypergeometric_population_objective_population(
        x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, right - step
      )
      if (isTRUE(height < other)) {
        left <- left + step
      } else {
        right <- right - step
      }
    }
    left <- pmax(left - 1, low)
    right <- pmin(right + 1, top)
  }
  best <- -Inf
  n_ <- left
  while (isTRUE(n_ <= right)) {
    height <- .hypergeometric_population_objective_population(
      x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, n_
    )
    if (isTRUE(height > best)) {
      best <- height
      at <- n_
    }
    n_ <- n_ + 1
  }
  at
}

# The estimate, in the order of the parameters.
.hypergeometric_population_solve <- function(x, marked, drawn) {
  n <- length(x)
  t <- 1 - x
  t_1 <- t + drawn
  t_2 <- x + 1
  t_3 <- t + marked
  sum_h_2 <- sum(lgamma(t_2))
  sum_h_3 <- sum(lgamma(t_1))
  sum_h_4 <- sum(lgamma(t_3))
  population <- .hypergeometric_population_integer_population(
    x, drawn, marked, sum_h_4, sum_h_3, sum_h_2, n, drawn + marked, Inf
  )
  population
}

# The log-likelihood, every constant included.
.hypergeometric_population_log_likelihood <- function(
    x, drawn, marked, population
) {
  t_8 <- -population
  t_9 <- -t_8 - drawn
  t_10 <- -t_8 - marked
  t_11 <- 1 / population
  t_12 <- t_10 * t_11
  t_13 <- -marked
  t_14 <- marked * t_11
  t_15 <- x - drawn
  t_16 <- -t_15
  t_17 <- -x - t_13
  t_18 <- t_15 + t_13 + population
  part_2 <- .hypergeometric_population_stirling(drawn) +
    .hypergeometric_population_stirling(marked)
  part_3 <- part_2 - .hypergeometric_population_stirling(x) +
    .hypergeometric_population_stirling(t_9)
  part_4 <- part_3 + .hypergeometric_population_stirling(t_10) -
    .hypergeometric_population_deviance(x, drawn * t_14)
  part_5 <- part_4 - .hypergeometric_population_deviance(t_18, t_9 * t_12) -
    .hypergeometric_population_deviance(t_16, drawn * t_12)
  part_6 <- part_5 - .hypergeometric_population_deviance(t_17, t_9 * t_14) -
    .hypergeometric_population_stirling(t_18)
  part_7 <- part_6 - .hypergeometric_population_stirling(t_16) -
    .hypergeometric_population_stirling(t_17)
  log_densities <- sum(part_7 - .hypergeometric_population_stirling(population))
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.hypergeometric_population_nll <- function(x, marked, drawn, population) {
  if (!isTRUE(population >= drawn + marked && is.finite(population) &&
    marked >= 1 && is.finite(marked) && drawn >= 1 && is.finite(drawn))) {
    return(Inf)
  }
  -.hypergeometric_population_log_likelihood(x, drawn, marked, population)
}

# The gradient of the log-likelihood.
.hypergeometric_population_score <- function(x, drawn, marked, n, population) {
  sum_h_10 <- sum(digamma(x - drawn - marked + population + 1))
  t_23 <- population + 1
  n * digamma(t_23 - drawn) + n * digamma(t_23 - marked) - n * digamma(t_23) -
    sum_h_10
}

# The gradient of nll; nan outside the domain or the support.
.hypergeometric_population_gradient <- function(x, marked, drawn, population) {
  if (!isTRUE(population >= drawn + marked && is.finite(population) &&
    marked >= 1 && is.finite(marked) && drawn >= 1 && is.finite(drawn))) {
    return(NaN)
  }
  n <- length(x)
  -.hypergeometric_population_score(x, drawn, marked, n, population)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.hypergeometric_population_curvature <- function(
    x, drawn, marked, n, population
) {
  t_24 <- x - drawn - marked + population + 1
  sum_h_13 <- sum(trigamma(t_24))
  t_25 <- population + 1
  t_26 <- t_25 - drawn
  t_27 <- t_25 - marked
  n * trigamma(t_26) + n * trigamma(t_27) - n * trigamma(t_25) - sum_h_13
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.hypergeometric_population_hessian <- function(x, marked, drawn, population) {
  if (!isTRUE(population >= drawn + marked && is.finite(population) &&
    marked >= 1 && is.finite(marked) && drawn >= 1 && is.finite(drawn))) {
    return(NaN)
  }
  n <- length(x)
  -.hypergeometric_population_curvature(x, drawn, marked, n, population)
}
